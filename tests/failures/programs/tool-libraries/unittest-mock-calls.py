from unittest import mock
mock.Mock(name="send").assert_called_once()

from unittest import mock
with mock.patch("json.fetch"): pass

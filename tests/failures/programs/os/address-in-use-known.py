raise OSError(98, "error while attempting to bind on address ('127.0.0.1', 8000): address already in use")

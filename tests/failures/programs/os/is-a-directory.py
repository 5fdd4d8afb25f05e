open("/tmp")

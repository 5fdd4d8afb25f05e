import atexit
atexit.register("stop")

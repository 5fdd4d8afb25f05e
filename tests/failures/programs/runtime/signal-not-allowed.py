import signal
signal.signal(signal.SIGKILL, print)

import signal
def stop():
    print("stop")
signal.signal(signal.SIGTERM, stop())

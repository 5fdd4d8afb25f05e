import faulthandler, signal
faulthandler.register(signal.SIGSEGV)

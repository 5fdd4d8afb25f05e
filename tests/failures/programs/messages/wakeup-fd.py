import os, signal
signal.set_wakeup_fd(os.pipe()[1])

import os, termios
a, b = os.openpty()
termios.tcsetwinsize(b, (1, 2, 3))

import os, termios
a, b = os.openpty()
termios.tcsetattr(b, termios.TCSANOW, [1, 2])

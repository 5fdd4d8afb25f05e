import sys
sys._getframe(500)

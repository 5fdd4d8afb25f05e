import sys
sys._getframe().f_lineno = 1

import sys
raise ValueError, "bad", sys.exc_info()[2]

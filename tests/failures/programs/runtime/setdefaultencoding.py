import sys
sys.setdefaultencoding("utf8")

import gettext, sys
sys.intern(["name"])

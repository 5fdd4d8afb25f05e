import lib/tools

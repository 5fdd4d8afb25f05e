import curses
curses.color_pair(1)

import curses
curses.beep()

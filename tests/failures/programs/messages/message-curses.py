import curses
curses.initscr()
w = curses.newwin(2, 2)
curses.endwin()
w.addstr(5, 5, "x")

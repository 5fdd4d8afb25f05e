import curses
curses.newwin(5, 5)

import curses
curses.tigetnum("cols")

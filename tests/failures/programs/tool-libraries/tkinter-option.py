import _tkinter
raise _tkinter.TclError('unknown option "-bg"')

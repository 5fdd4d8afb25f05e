import _tkinter
raise _tkinter.TclError('image "pyimage1" doesn\'t exist')

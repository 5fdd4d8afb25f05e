import _tkinter
raise _tkinter.TclError('can\'t invoke "wm" command: application has been destroyed')

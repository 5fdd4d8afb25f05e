import _tkinter
raise _tkinter.TclError("cannot use geometry manager grid inside . which already has slaves managed by pack")

import tkinter
tkinter.tix

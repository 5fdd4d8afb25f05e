import tkinter
tkinter.Tk()

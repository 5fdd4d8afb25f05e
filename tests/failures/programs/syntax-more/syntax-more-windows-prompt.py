C:\Users\ada> python x.py

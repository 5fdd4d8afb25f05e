p = "C:\data\"

p = "C:\Data\New"

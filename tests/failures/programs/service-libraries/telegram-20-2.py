raise TypeError("Updater.__init__() got an unexpected keyword argument 'token'")

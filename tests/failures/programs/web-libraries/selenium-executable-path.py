raise TypeError("WebDriver.__init__() got an unexpected keyword argument 'executable_path'")

raise TypeError("OneHotEncoder.__init__() got an unexpected keyword argument 'sparse'")

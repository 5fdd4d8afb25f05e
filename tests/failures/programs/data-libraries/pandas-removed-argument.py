raise TypeError("read_csv() got an unexpected keyword argument 'error_bad_lines'")

raise TypeError("NDFrame.to_csv() got an unexpected keyword argument 'line_terminator'")

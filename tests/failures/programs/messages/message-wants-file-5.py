open([])

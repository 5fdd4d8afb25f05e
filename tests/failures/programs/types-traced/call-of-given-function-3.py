texts = list(map(str(), [1]))

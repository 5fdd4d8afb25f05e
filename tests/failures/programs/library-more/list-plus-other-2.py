keys = [1] + {"a": 1}.keys()

print(list.append([1]) if False else str.upper(5))

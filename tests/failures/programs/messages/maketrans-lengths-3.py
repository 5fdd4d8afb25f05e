print("ab".translate(str.maketrans({"ab": "c"})))

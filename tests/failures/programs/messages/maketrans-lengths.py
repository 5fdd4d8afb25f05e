print("grün".translate(str.maketrans("ü", "ue")))

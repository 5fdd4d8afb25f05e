age = input("How old? ")
if age >= 18:
    print("come in")

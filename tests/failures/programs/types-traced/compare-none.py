def check(age):
    return age > 18
check(None)

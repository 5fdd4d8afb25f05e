def show(user):
    print(user.name)
show(None)

class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(amount):
        self.balance += amount

acc = Account()
acc.deposit(10)

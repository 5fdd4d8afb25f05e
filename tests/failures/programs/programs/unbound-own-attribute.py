class Bank:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        balance += amount

Bank().deposit(5)

class Account:
    @property
    def balance(self):
        return 1
    @balance.setter
    def balance(self, value):
        self.balance = value
Account().balance = 2

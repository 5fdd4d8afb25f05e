class Account:
    @property
    def balance(self):
        return self.balance
Account().balance

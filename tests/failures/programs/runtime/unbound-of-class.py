class Counter:
    count = 0

    def step(self):
        count += 1

Counter().step()

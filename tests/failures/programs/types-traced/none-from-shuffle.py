import random
cards = [1, 2, 3]
cards = random.shuffle(cards)
print(cards[0])

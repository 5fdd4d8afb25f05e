def average(xs):
    return sum(xs) / len(xs)

scores = []
print(average(scores))

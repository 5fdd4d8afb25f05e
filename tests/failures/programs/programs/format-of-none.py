def mean(xs):
    if xs:
        return sum(xs) / len(xs)

v = mean([])
print(f"{v:.2f}")

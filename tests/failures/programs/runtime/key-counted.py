counts = {}
for letter in "abc":
    counts[letter] += 1

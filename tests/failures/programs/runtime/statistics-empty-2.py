import statistics
print(statistics.stdev([1]))

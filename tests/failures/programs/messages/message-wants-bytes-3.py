memoryview([1])

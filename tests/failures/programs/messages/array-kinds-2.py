import array
array.array("i", "123")

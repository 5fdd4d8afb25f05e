import array
array.array("i", [1]).extend(array.array("d", [1]))

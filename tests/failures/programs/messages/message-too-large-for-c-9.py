import array
array.array("H", [-1])

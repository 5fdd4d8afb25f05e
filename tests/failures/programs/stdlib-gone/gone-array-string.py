import array
array.array("i", [1]).tostring()

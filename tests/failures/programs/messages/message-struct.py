import array
array.array("z")

import array
array.array("b", [200])

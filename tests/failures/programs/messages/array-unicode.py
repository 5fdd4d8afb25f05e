import array
array.array("i").tounicode()

import array
open("a.bin", "wb").write(b"abcd")
array.array("i").fromfile(open("a.bin", "rb"), 5)

x = a xor b

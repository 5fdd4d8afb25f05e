import msvcrt

if 3 ≠ 4: pass

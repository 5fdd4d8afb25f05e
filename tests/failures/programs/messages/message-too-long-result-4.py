print("a".rjust(2**63 - 1) if 0 else "ab".replace("", "x" * 2**10 * 1) and ("ab" * 2**62))

print("{}".format_map("a") if 0 else [1, 2].sort(len))

print(f"{'#'}")
print(f"{1 # one}")

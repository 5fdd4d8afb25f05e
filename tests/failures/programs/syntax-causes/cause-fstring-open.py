name = "ada"
print(f"Hello name}")

value = "12.5"
print(f"{value:.2f} EUR")

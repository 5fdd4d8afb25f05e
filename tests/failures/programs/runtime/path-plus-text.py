from pathlib import Path
folder = Path("data")
print(folder + "a.csv")

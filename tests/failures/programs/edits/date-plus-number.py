from datetime import date
print(date(2026, 1, 2) + 7)

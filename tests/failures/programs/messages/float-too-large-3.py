print(round(1.7e308, -308))

x = "grün"

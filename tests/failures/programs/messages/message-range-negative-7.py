open(-3)

sizes = (1, 2)
sizes.append(3)

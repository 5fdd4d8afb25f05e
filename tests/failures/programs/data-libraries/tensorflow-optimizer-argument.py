raise ValueError("Argument(s) not recognized: {'lr': 0.001}")

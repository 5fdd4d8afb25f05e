(1).__add__(other=2)

import torch
device = "cpu"
x = [1.0, 2.0]
x.to(device)

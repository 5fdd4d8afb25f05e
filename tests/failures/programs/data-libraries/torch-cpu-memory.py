import torch
torch.zeros(10000000, 10000000)

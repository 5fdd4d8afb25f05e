import torch
torch.ones(6).view(4, 2)

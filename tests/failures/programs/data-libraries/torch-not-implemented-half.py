import torch
torch.ones(2, dtype=torch.half).exp()

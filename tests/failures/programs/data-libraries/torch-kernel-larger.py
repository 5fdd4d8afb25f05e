import torch
torch.nn.Conv2d(1, 1, 5)(torch.ones(1, 1, 3, 3))

import torch
torch.nn.Conv2d(3, 8, 3)(torch.ones(28, 28))

import torch
torch.nn.BatchNorm1d(2)(torch.ones(1, 2))

import torch
torch.nn.Linear(10, 2)(torch.ones(1, 12))

import torch
torch.nn.Linear(2, 2)(torch.ones(1, 2, dtype=torch.double))

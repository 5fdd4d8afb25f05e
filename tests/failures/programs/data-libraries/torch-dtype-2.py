import torch
torch.nn.functional.cross_entropy(torch.ones(1, 2), torch.ones(1, dtype=torch.int32))

import torch
torch.nn.Embedding(3, 2)(torch.tensor([5]))

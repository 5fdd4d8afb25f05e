import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        def forward(self, x): return x
Net()(1)

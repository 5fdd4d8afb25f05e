import torch
class Net(torch.nn.Module):
    def __init__(self):
        self.a = torch.nn.Linear(1, 1)
Net()

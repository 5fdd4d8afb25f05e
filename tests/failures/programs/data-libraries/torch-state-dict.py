import torch
torch.nn.Linear(2, 2).load_state_dict({"module.weight": torch.ones(2, 2)})

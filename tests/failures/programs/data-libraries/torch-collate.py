import torch.utils.data
for x in torch.utils.data.DataLoader([None, None]): pass

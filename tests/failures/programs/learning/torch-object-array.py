import numpy as np
import torch
torch.tensor(np.array([1, None], dtype=object))

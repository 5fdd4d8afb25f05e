import numpy as np
import torch
torch.nn.Linear(2, 2)(np.ones((1, 2)))

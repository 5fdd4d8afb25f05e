1 import os
2 x = 1

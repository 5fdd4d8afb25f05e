import random
from random import randint

import os()

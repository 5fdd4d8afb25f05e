from os import path sys

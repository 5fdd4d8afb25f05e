from os import path from sys

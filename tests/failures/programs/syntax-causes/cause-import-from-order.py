import from os path

from 01_load import read

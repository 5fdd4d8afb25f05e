import torch
torch.save(torch.ones(9), "a.pt")
data = open("a.pt", "rb").read()
open("a.pt", "wb").write(data[:400])
torch.load("a.pt")

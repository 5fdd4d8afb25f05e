from scipy.io import loadmat
open("a.mat", "wb").write(b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 100)
loadmat("a.mat")

import pickle
pickle.loads(b"version https://git-lfs.github.com/spec/v1\n")

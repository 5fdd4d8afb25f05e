import pickle
pickle.loads(b"cnumpy._core.multiarray\n_reconstruct\n.")

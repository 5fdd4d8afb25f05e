import pickle
pickle.dump([1], "data.pkl")

import pickle
pickle.load("data.pkl")

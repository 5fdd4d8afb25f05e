import pickle
pickle.dump({}, open("data.pkl", "w"))

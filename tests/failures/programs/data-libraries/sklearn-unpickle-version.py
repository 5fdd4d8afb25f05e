import pickle
pickle.loads(b"csklearn.ensemble.forest\nRandomForestClassifier\n.")

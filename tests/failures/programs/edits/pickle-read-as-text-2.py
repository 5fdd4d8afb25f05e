import pickle
pickle.dump({}, open('x.p', 'wb'))
print(pickle.load(open('x.p')))

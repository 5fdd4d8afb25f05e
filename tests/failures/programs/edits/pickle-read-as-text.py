import pickle
open('x.p', 'wb').write(b'')
pickle.load(open('x.p'))

import pickle
class Größe: pass
pickle.dumps(Größe, protocol=2)

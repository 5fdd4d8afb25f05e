import copyreg
copyreg._extension_registry = []
import pickle

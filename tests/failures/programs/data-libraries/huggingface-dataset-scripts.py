raise RuntimeError("Dataset scripts are no longer supported, but found bookcorpus.py")

raise RuntimeError("wrapped C/C++ object of type QLabel has been deleted")

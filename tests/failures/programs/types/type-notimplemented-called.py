raise NotImplemented("later")

p = ur"\d+"

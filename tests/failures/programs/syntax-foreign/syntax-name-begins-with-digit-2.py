def 2d(): pass

class Point: pass
p = Point()
p.__class__ = "Other"

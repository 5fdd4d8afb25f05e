raise TypeError("agg function failed [how->mean,dtype->object]")

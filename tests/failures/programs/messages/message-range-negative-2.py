import bisect
bisect.bisect([1, 2], 1, lo=-1)

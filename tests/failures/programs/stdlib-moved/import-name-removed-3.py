from fractions import gcd

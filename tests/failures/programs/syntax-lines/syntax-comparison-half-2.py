age = 30
ok = age > 18 and < 65

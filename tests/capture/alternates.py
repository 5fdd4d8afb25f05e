import sys

for i in range(200):
    sys.stdout.write("out %d\n" % i)
    sys.stdout.flush()
    sys.stderr.write("err %d\n" % i)
    sys.stderr.flush()

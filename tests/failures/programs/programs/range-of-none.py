import argparse
p = argparse.ArgumentParser()
p.add_argument("--count", type=int)
args = p.parse_args()
for i in range(args.count):
    print(i)

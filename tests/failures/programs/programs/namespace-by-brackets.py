import argparse
p = argparse.ArgumentParser()
p.add_argument("--n", type=int)
a = p.parse_args(["--n", "3"])
print(a["n"])

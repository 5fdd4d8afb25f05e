import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--size", help="50% of the screen")
parser.parse_args(["-h"])

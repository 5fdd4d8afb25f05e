import argparse
argparse.ArgumentParser().add_argument("--x", action="store_true", type=bool)

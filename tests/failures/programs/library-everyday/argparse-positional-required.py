import argparse
argparse.ArgumentParser().add_argument("name", required=True)

import argparse
argparse.ArgumentParser().add_argument("-n", type="int")

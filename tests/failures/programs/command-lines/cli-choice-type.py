import argparse
p = argparse.ArgumentParser()
p.add_argument('--level', choices=[1, 2, 3])
p.parse_args(['--level', '2'])

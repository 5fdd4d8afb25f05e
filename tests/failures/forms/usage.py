import argparse

parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("--port", type=int)
parser.parse_args(["--port", "http"])

# expect: count: 1
# expect: root.kind: tool
# expect: root.type: argparse
# expect: root.message: tool: error: argument --port: invalid int value: 'http'

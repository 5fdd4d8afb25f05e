def main():
    lazy import json
    return json

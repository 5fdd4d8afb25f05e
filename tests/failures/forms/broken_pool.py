import os
import sys
from concurrent.futures import ProcessPoolExecutor


def work():
    sys.stderr.write("ImportError: cannot open shared object\n")
    sys.stderr.flush()
    os._exit(3)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        executor.submit(work).result()

# python: 3.6-
# expect: count: 2
# expect: 1.name: BrokenProcessPool
# expect: root.type: ImportError
# expect: root.message: cannot open shared object

from concurrent.futures import ProcessPoolExecutor


def work(number):
    return [][number]


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        executor.submit(work, 3).result()

# python: 3.6-
# expect: count: 1
# expect: 0.type: IndexError
# expect: root.origin: worker
# expect: root.message: list index out of range
# expect: root.user.function: work

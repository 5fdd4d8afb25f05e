import multiprocessing


def work(number):
    return 1 // number


if __name__ == "__main__":
    pool = multiprocessing.Pool(1)
    try:
        pool.map(work, [0])
    finally:
        pool.terminate()

# python: 3.6-
# expect: count: 1
# expect: 0.type: ZeroDivisionError
# expect: 0.link: inner
# expect: 0.cause.origin: worker
# expect: root.type: ZeroDivisionError
# expect: root.origin: worker
# expect: root.user.function: work

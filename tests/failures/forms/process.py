import multiprocessing


def work():
    raise LookupError("in a process")


if __name__ == "__main__":
    child = multiprocessing.Process(target=work)
    child.start()
    child.join()

# expect: count: 1
# expect: root.type: LookupError
# expect: root.message: in a process
# expect: root.origin: worker
# expect: root.user.function: work

import threading


def work():
    raise ValueError("in a thread")


worker = threading.Thread(target=work, name="Thread-1")
worker.start()
worker.join()

# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: in a thread
# expect: root.origin: thread Thread-1
# expect: root.user.function: work

raise ValueError(
    'the worker said:\nTraceback (most recent call last):\n'
    '  File "worker.py", line 3, in work\n    run()\nKeyError: \'job\'')

# expect: count: 1
# expect: 0.type: ValueError
# expect: 0.message: the worker said:\nTraceback (most recent call last):\n  File "worker.py", line 3, in work\n    run()\nKeyError: 'job'
# expect: 0.frames: 1
# expect: 0.link: inner
# expect: 0.cause.type: KeyError
# expect: 0.cause.frame.0.file: worker.py
# expect: root.type: KeyError

def read():
    try:
        return {}["port"]
    except KeyError as error:
        raise ValueError("no port in the settings") from error


def main():
    try:
        read()
    except ValueError:
        raise RuntimeError("cannot start")


main()

# python: 3.6-
# expect: count: 1
# expect: 0.type: RuntimeError
# expect: 0.link: context
# expect: 0.cause.type: ValueError
# expect: 0.cause.message: no port in the settings
# expect: 0.cause.link: cause
# expect: 0.cause.cause.type: KeyError
# expect: 0.cause.cause.cause: none
# expect: root.message: 'port'
# expect: root.frame.0.function: read

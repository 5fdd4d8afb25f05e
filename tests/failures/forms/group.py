def leaf(number):
    raise ValueError("leaf %d" % number)


def nested():
    found = []
    for number in (1, 2):
        try:
            leaf(number)
        except ValueError as error:
            found.append(error)
    try:
        raise ExceptionGroup("inner", found)
    except ExceptionGroup as error:
        return error


def main():
    try:
        {}["first"]
    except KeyError as error:
        chained = TypeError("second")
        chained.__cause__ = error
    raise ExceptionGroup("outer", [chained, nested()])


main()

# python: 3.11-
# expect: count: 1
# expect: 0.type: ExceptionGroup
# expect: 0.message: outer (2 sub-exceptions)
# expect: 0.members: 2
# expect: 0.frames: 2
# expect: 0.member.0.type: TypeError
# expect: 0.member.0.message: second
# expect: 0.member.0.link: cause
# expect: 0.member.0.cause.message: 'first'
# expect: 0.member.1.type: ExceptionGroup
# expect: 0.member.1.members: 2
# expect: 0.member.1.member.0.message: leaf 1
# expect: 0.member.1.member.1.message: leaf 2
# expect: 0.member.1.member.1.frame.-1.function: leaf
# expect: root.type: KeyError

class Checked:
    def __set_name__(self, owner, name):
        raise TypeError("no names of one letter")


class Cart:
    n = Checked()

# python: 3.12-
# expect: count: 1
# expect: root.type: TypeError
# expect: root.message: no names of one letter
# expect: root.notes: 1
# expect: root.note.0: Error calling __set_name__ on 'Checked' instance 'n' in 'Cart'

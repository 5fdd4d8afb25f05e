class Node:
    def __init__(self):
        self.next = Node()
Node()

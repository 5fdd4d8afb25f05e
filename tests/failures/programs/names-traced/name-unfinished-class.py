class Node:
    def add(self, other: Node):
        self.other = other

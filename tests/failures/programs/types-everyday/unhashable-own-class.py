class Point:
    def __eq__(self, other):
        return True
{Point(): 1}

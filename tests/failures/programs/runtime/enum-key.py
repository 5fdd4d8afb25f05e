from enum import Enum

class Color(Enum):
    RED = "red"

print(Color["red"])

from dataclasses import dataclass
@dataclass
class A:
    a: int = 1
    b: int

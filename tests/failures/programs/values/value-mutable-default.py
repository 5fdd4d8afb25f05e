from dataclasses import dataclass
@dataclass
class A:
    xs: list = []

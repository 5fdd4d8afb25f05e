from dataclasses import dataclass

@dataclass
class User:
    name: str

u = User("Ann")
print(u["name"])

from dataclasses import dataclass

@dataclass
class User:
    name: str
    email: str

rows = [{"name": "Ann", "email": "a@b", "age": 3}]
users = [User(**r) for r in rows]

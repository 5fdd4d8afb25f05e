from pydantic import BaseModel
class User(BaseModel):
    age: int
User(age="x")

from pydantic import BaseModel
class A(BaseModel):
    x: int
A(x=1).model_dump()

from pydantic import BaseModel
class A(BaseModel):
    x: "B"
A(x=1)

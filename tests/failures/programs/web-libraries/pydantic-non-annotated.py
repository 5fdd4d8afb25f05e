from pydantic import BaseModel
class A(BaseModel):
    x = 5

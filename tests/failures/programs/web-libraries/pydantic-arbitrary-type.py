from pydantic import BaseModel
class B: pass
class A(BaseModel):
    x: B

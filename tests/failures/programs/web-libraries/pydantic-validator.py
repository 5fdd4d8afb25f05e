from pydantic import BaseModel, root_validator
class A(BaseModel):
    x: int
    @root_validator
    def f(cls, values): return values

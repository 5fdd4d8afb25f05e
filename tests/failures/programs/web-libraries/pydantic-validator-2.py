from pydantic import BaseModel, field_validator
class A(BaseModel):
    x: int
    @field_validator("y")
    @classmethod
    def f(cls, v): return v

from pydantic import BaseModel, Field
class A(BaseModel):
    x: str = Field(regex="a")

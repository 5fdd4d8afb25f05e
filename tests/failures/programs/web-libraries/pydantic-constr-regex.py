from pydantic import constr
X = constr(regex="a")

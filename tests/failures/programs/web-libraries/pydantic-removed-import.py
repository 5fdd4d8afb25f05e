from pydantic import parse_raw_as
from pydantic.tools import schema_of
from pydantic import Required

from pydantic import field_validator

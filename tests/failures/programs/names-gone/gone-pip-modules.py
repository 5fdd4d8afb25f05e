from pip.req import parse_requirements

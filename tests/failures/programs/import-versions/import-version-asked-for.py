from yaml import CUnknown

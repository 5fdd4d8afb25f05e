class ArrowInvalid(ValueError): pass
ArrowInvalid.__module__ = "pyarrow.lib"
raise ArrowInvalid("(\"Could not convert 'x' with type str: tried to convert to int64\", 'Conversion failed for column a with type object')")

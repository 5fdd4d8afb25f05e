class ArrowInvalid(ValueError): pass
ArrowInvalid.__module__ = "pyarrow.lib"
raise ArrowInvalid("Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file.")

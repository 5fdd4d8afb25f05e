class TracerBoolConversionError(Exception): pass
TracerBoolConversionError.__module__ = "jax.errors"
raise TracerBoolConversionError("Attempted boolean conversion of traced array with shape bool[].\nThe error occurred while tracing the function f at app.py:3 for jit.")

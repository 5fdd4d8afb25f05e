from pip._internal.locations import distutils_scheme

from distutils.version import LooseVersion

print(LooseVersion("1.0") < LooseVersion("2.0"))

from setuptools import Extension, setup

# -nostdinc: a machine without libffi's header, whatever is installed here.
binding = Extension("soundfont", ["binding.c"], include_dirs=["include"], extra_compile_args=["-nostdinc"])

setup(name="soundfont", version="1.0", ext_modules=[binding])

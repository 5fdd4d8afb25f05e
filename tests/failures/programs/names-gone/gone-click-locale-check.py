from click.core import _verify_python3_env

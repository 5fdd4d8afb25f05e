from click import _verify_python3_env

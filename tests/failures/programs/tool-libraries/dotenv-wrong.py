raise ImportError("cannot import name 'load_dotenv' from 'dotenv' (/home/ada/app/.venv/lib/python3.11/site-packages/dotenv/__init__.py)")

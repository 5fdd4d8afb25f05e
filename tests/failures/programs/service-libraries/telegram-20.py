raise ImportError("cannot import name 'Filters' from 'telegram.ext' (/home/ada/app/.venv/lib/python3.11/site-packages/telegram/ext/__init__.py)")

import logging
logging.basicConfig(level="debug")

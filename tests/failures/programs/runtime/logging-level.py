import logging
logging.basicConfig(level="verbose")

import logging.config
logging.config.dictConfig({"handlers": {}})

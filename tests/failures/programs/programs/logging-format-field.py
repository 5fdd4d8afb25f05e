import logging
logging.basicConfig(format="%(asctime)s %(mesage)s")
logging.getLogger("app").warning("x")
raise SystemExit(1)

import logging

logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
try:
    int("x")
except ValueError:
    logging.exception("first attempt failed")
logging.getLogger("app").warning("trying again")
open("/nonexistent/file")

# expect: count: 2
# expect: 0.type: ValueError
# expect: 0.message: ...'x'
# expect: root.message: [Errno 2] No such file or directory: '/nonexistent/file'
# expect: root.frames: 1

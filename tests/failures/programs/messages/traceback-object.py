ValueError().with_traceback(5)

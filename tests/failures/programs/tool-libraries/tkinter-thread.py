raise RuntimeError("main thread is not in main loop")

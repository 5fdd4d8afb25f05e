import contextvars
contextvars.copy_context().run()

import resource
resource.setrlimit(999, (1, 1))

import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (1,))

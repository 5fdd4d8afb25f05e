import resource
resource.setrlimit(resource.RLIMIT_CORE, (2, 1))

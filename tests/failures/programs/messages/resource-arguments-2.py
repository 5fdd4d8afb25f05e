import resource
resource.getrlimit(999)

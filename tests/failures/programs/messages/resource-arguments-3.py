import resource
resource.getrusage(99)

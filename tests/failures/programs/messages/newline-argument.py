open(__file__, newline="x")

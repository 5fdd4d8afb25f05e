"x".encode("utf8mb4")

print（"hello"）

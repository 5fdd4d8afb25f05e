import hmac
hmac.new(b"key", b"text")

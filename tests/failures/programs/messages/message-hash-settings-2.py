import hmac
hmac.compare_digest("ä", "ä")

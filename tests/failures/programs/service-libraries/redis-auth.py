import redis
raise redis.exceptions.AuthenticationError("Authentication required.")

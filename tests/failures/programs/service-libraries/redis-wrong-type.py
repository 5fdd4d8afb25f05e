import redis
raise redis.exceptions.ResponseError("WRONGTYPE Operation against a key holding the wrong kind of value")

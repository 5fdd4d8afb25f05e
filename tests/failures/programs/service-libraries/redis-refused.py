import redis
redis.Redis(port=9).ping()

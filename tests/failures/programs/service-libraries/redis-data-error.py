import redis
from redis.connection import Encoder
Encoder("utf-8", "strict", False).encode({"b": 1})

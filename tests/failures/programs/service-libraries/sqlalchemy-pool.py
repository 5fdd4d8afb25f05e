from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool
e = create_engine("sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.1)
a = e.connect()
b = e.connect()

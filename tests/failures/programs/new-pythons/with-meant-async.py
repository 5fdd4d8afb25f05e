from contextlib import asynccontextmanager
@asynccontextmanager
async def connection():
    yield
with connection():
    pass

import asyncio
from sqlalchemy import Column, ForeignKey, Integer
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, relationship
Base = declarative_base()
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
async def main():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as c: await c.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as s:
        u = User()
        s.add(u)
        await s.commit()
        print(u.id)
asyncio.run(main())

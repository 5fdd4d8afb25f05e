import asyncio
class Db:
    def __enter__(self): return self
    def __exit__(self, *a): pass
async def main():
    async with Db() as db:
        print(db)
asyncio.run(main())

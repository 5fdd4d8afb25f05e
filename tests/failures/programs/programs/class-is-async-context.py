import asyncio
class Session:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): pass
async def main():
    with Session() as s:
        print(s)
asyncio.run(main())

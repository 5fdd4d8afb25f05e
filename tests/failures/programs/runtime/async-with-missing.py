import asyncio

async def main():
    with asyncio.Lock():
        pass

asyncio.run(main())

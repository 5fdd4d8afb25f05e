import asyncio

async def prices():
    return [1, 2]

async def main():
    for p in prices():
        print(p)

asyncio.run(main())

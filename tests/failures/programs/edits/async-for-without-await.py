import asyncio

async def rows():
    return [1, 2]

async def main():
    async for row in rows():
        print(row)

asyncio.run(main())

import asyncio

def prices():
    return [1, 2]

async def main():
    print(await prices())

asyncio.run(main())

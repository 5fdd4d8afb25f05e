import asyncio

async def fetch(n):
    return {'a': n}

async def main():
    print(fetch(1)['a'])

asyncio.run(main())

import asyncio

async def fetch(n):
    return 'text'

async def main():
    print(fetch(1).upper())

asyncio.run(main())

import asyncio
async def fetch():
    return 3
async def main():
    x = fetch()
    print(x + 1)
asyncio.run(main())

import asyncio

async def main():
    async with open('app.py') as f:
        print(f.read())

asyncio.run(main())

import asyncio
import aiohttp


async def main():
    async with aiohttp.get('http://localhost') as answer:
        print(answer.status)


asyncio.run(main())

import asyncio
import aiohttp
async def main():
    async with aiohttp.ClientSession() as s: pass
    await s.get("http://localhost:9")
asyncio.run(main())

import asyncio
asyncio.timeout(3)

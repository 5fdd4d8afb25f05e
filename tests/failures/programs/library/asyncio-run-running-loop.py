import asyncio
async def f(): asyncio.run(g())
async def g(): pass
asyncio.run(f())

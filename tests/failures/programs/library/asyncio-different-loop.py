import asyncio
q = asyncio.Queue()
async def a():
    try: await asyncio.wait_for(q.get(), 0.01)
    except asyncio.TimeoutError: pass
asyncio.run(a())
asyncio.run(a())

import asyncio
async def work():
    await asyncio.sleep(0.1)
async def main():
    c = work()
    await asyncio.gather(asyncio.ensure_future(c), inner(c))
async def inner(c):
    await asyncio.sleep(0.05)
    await c
asyncio.run(main())

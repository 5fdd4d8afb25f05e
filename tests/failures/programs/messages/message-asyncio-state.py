import asyncio
async def work():
    await asyncio.sleep(1)
async def main():
    t = asyncio.ensure_future(work())
    print(t.result())
asyncio.run(main())

import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(3))
    t.cancel()
    await t
asyncio.run(main())

import asyncio
async def job():
    pass
async def main():
    await asyncio.wait([job()])
asyncio.run(main())

import asyncio
async def job():
    pass
async def main():
    await asyncio.gather([job(), job()])
asyncio.run(main())

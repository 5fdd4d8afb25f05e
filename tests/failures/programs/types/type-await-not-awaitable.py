import asyncio
def f(): return 1
async def main(): await f()
asyncio.run(main())

import asyncio
async def main():
    t = asyncio.current_task()
    t.set_result(1)
asyncio.run(main())

import asyncio
async def main():
    lock = asyncio.Lock()
    with lock:
        print("x")
asyncio.run(main())

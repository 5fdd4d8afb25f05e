import asyncio
import gc


async def lost():
    raise ValueError("never retrieved")


async def main():
    task = asyncio.ensure_future(lost())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()

# python: 3.6-
# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: never retrieved
# expect: root.origin: asyncio
# expect: root.user.function: lost

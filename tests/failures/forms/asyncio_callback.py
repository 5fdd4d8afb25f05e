import asyncio


def callback():
    raise ValueError("in a callback")


async def main():
    asyncio.get_event_loop().call_soon(callback)
    await asyncio.sleep(0)


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()

# python: 3.6-
# expect: count: 1
# expect: root.type: ValueError
# expect: root.message: in a callback
# expect: root.origin: asyncio
# expect: root.user.function: callback

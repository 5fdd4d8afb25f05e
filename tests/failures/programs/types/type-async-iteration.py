async def g():
    yield 1
for x in g(): pass

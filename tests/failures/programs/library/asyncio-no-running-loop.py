import asyncio
asyncio.create_task(None)

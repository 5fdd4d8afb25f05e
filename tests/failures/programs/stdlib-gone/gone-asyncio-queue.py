import asyncio
asyncio.JoinableQueue()

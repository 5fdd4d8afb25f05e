import asyncio
asyncio.Future.__new__(asyncio.Future).result()

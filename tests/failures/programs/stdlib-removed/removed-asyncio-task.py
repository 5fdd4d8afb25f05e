import asyncio
asyncio.Task.all_tasks()

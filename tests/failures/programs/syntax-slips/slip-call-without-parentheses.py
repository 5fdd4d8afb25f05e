async def main():
    x = await asyncio.sleep 1

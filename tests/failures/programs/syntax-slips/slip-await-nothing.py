async def main():
    await

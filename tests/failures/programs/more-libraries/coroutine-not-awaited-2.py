import asyncio, json
async def fetch():
    return "x"
async def main():
    print(json.dumps(fetch()))
asyncio.run(main())

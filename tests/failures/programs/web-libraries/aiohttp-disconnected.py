import asyncio
import aiohttp
async def serve(r, w):
    await r.read(10)
    w.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with aiohttp.ClientSession() as s:
        await s.get("http://127.0.0.1:%d" % port)
asyncio.run(main())

import asyncio
l = asyncio.new_event_loop(); l.close()
l.call_soon(print)

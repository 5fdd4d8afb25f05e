async def f(): return "x"
f().upper()

import uvicorn
async def app(scope, receive, send): pass
uvicorn.run(app, reload=True)

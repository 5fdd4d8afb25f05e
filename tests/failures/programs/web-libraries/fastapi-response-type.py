from fastapi import FastAPI
app = FastAPI()
class Session: pass
@app.get("/")
def read(db: Session): pass

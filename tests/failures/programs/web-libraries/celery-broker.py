from celery import Celery
app = Celery("a", broker="redis://localhost:9/0")
@app.task
def f(): pass
f.apply_async(retry=False)

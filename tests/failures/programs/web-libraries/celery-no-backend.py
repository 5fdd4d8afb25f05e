from celery import Celery
app = Celery("a", broker="memory://")
app.AsyncResult("x").get()

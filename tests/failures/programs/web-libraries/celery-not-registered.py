from celery import Celery
Celery("a", broker="memory://").tasks["shop.tasks.send"]

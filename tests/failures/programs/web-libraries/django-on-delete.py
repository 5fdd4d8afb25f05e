from django.db import models
models.ForeignKey("x")

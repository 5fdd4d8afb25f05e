import django
from django.conf import settings
settings.configure()
django.setup()
from django.db import models
class Book(models.Model): pass

import django
from django.conf import settings
settings.configure(INSTALLED_APPS=[])
django.setup()
from django.db import models

class Book(models.Model):
    author = models.ForeignKey('Author')

    class Meta:
        app_label = 'shop'

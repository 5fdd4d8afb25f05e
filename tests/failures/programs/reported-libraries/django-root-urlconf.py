from django.conf import settings

settings.configure()
import django

django.setup()
from django.test import Client

Client().get('/')

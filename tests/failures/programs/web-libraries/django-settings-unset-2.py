from django.conf import settings
settings.DATABASES

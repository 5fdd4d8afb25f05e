from django.conf import settings
settings.DEBUG

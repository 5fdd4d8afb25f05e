from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.auth"])
from django.contrib.auth.models import User

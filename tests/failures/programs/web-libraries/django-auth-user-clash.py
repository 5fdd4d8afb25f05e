import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"], AUTH_USER_MODEL="users.User")
django.setup()
from django.contrib.auth import get_user_model
get_user_model()

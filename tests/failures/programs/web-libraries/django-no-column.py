import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.contenttypes"], DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from django.db import connection
connection.cursor().execute("create table django_content_type (id)")
from django.contrib.contenttypes.models import ContentType
list(ContentType.objects.all())

import django
from django.conf import settings
from django.urls import path, reverse
settings.configure(ROOT_URLCONF=__name__)
django.setup()
urlpatterns = [path("book/<int:pk>/", lambda r, pk: None, name="book")]
reverse("book")

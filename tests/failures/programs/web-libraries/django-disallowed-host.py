class DisallowedHost(Exception): pass
DisallowedHost.__module__ = "django.core.exceptions"
raise DisallowedHost("Invalid HTTP_HOST header: 'example.org'. You may need to add 'example.org' to ALLOWED_HOSTS.")

class RelatedObjectDoesNotExist(Exception): pass
RelatedObjectDoesNotExist.__module__ = "django.contrib.auth.models.User"
RelatedObjectDoesNotExist.__qualname__ = "RelatedObjectDoesNotExist"
raise RelatedObjectDoesNotExist("User has no profile.")

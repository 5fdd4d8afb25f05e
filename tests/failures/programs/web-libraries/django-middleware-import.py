import django
from django.utils.module_loading import import_string
import_string("django.middleware.common.CommonMiddlewares")

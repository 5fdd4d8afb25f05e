class PermissionDenied(Exception): pass
PermissionDenied.__module__ = "google.api_core.exceptions"
raise PermissionDenied("403 Cloud Vision API has not been used in project 12345 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/vision.googleapis.com/overview?project=12345 then retry.")

class BadRequest(Exception): pass
BadRequest.__module__ = "telegram.error"
raise BadRequest("Can't parse entities: can't find end of the entity starting at byte offset 12")

class ContentTypeError(Exception): pass
ContentTypeError.__module__ = "aiohttp.client_exceptions"
raise ContentTypeError("0, message='Attempt to decode JSON with unexpected mimetype: text/html', url=URL('http://localhost/')")

class APIRemovedInV1(Exception): pass
APIRemovedInV1.__module__ = "openai.lib._old_api"
raise APIRemovedInV1("\n\nYou tried to access openai.ChatCompletion, but this is no longer supported in openai>=1.0.0 - see the README at https://github.com/openai/openai-python for the API.")

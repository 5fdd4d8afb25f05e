class OpenAIError(Exception): pass
OpenAIError.__module__ = "openai"
raise OpenAIError("The api_key client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable")

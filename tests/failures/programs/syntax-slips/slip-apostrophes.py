msg = 'I'm here and you're there'

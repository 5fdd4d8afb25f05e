async = options.async

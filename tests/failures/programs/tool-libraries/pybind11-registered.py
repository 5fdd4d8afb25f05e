raise ImportError('generic_type: type "Point" is already registered!')

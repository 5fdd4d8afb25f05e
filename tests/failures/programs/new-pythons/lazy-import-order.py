from json lazy import dumps

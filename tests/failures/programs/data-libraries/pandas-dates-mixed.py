raise ValueError('time data "13/01/2020" doesn\'t match format "%m/%d/%Y", at position 1. You might want to try:\n    - passing `format` if your strings have a consistent format;')

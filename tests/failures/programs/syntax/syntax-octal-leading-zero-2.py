day = 08

class Shop:
    lazy from json import dumps

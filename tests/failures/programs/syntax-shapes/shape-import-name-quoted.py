from os import 'path'

class Forbidden(Exception): pass
Forbidden.__module__ = "discord.errors"
raise Forbidden("403 Forbidden (error code: 50013): Missing Permissions")

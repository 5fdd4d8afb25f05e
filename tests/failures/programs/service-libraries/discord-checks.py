from discord.ext.commands import CommandNotFound
raise CommandNotFound('Command "pong" is not found')

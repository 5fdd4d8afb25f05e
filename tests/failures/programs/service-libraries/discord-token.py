import discord
raise discord.errors.LoginFailure("Improper token has been passed.")

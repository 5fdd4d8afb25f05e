import discord
discord.Client(intents=discord.Intents.default()).run(None)

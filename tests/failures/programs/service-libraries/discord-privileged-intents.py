import discord
raise discord.errors.PrivilegedIntentsRequired(None)

import discord
discord.Client()

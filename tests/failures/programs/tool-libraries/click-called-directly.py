import click
click.get_current_context()

import click
@click.command()
@click.option("--name")
def main(): pass
main([])

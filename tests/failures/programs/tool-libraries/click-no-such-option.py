import click
@click.command()
def main(): pass
main(["--nmae", "x"])

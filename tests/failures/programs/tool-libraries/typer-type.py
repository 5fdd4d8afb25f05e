import typer
def main(x: dict): pass
typer.run(main)

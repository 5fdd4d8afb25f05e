from rich.console import Console
c = Console()
with c.status("a"):
    with c.status("b"): pass

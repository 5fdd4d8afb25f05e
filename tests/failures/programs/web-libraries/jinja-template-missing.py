import jinja2
jinja2.Environment(loader=jinja2.FileSystemLoader("templates")).get_template("a.html")

name = "Ada"
page = t"<p>{name}</p>"

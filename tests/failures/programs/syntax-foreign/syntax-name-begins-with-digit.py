1st_place = "Ada"

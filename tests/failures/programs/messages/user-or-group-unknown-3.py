import grp
grp.getgrgid(987654)

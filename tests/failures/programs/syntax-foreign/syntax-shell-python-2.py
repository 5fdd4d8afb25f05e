cd project

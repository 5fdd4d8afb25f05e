width = 5px

tag.class = 5

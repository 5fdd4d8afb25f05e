print("%s items") % 3

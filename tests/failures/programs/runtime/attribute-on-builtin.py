box = object()
box.width = 3

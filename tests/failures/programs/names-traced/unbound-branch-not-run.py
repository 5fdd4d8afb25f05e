def grade(points):
    if points > 50:
        mark = "pass"
    return mark
grade(20)

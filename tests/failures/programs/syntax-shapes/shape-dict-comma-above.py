colours = {
    "red": "rot"
    "blue": "blau",
}

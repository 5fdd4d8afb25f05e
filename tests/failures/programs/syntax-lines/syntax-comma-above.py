colors = [
    "red",
    "green"
    5
]

x = 3
print(f"""
body {
   color: red;
}
""")

class Soup:
    def find(self, *a, **k): return None
soup = Soup()
print(soup.find("div", class_="price").text)

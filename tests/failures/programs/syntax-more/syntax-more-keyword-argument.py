soup.find("div", class="x")

def fetch(url, retries):
    return url

print(list(map(fetch, ["a", "b"])))

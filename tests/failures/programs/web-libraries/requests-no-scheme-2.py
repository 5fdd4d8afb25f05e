import httpx
httpx.get("example.com")

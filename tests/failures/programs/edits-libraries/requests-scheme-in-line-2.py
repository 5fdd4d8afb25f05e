import httpx
answer = httpx.get('example.com/a')

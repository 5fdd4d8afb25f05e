import httpx
httpx.Response(302, headers={"location": "/x"}, request=httpx.Request("GET", "http://a/")).raise_for_status()

import zoneinfo
zoneinfo.reset_tzpath([])
import sys; sys.modules["tzdata"] = None
zoneinfo.ZoneInfo("Europe/Berlin")

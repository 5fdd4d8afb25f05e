from zoneinfo import ZoneInfo
ZoneInfo("Europe/Berln")

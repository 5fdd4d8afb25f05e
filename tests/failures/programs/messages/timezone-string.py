import io, zoneinfo, struct
h = b"TZif2" + b"\0" * 15 + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
body = struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
zoneinfo.ZoneInfo.from_file(io.BytesIO(h + body + h + body + b"\nnonsense,,\n"))

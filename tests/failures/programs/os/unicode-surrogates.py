"\udce4".encode("utf-8")

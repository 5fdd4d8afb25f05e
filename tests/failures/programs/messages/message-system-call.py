import os
os.strerror(2**31 - 1) if 0 else os.readlink in os.supports_dir_fd
os.chmod("a", 0o644, follow_symlinks=False)

import os
raise NotImplementedError("chmod: follow_symlinks unavailable on this platform")

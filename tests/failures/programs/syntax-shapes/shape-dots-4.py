import os
x = os::path

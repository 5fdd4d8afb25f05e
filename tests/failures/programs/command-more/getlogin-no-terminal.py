import os
print(os.getlogin())

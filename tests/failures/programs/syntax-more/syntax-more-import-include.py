include os

import pcbnew

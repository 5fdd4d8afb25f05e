from scipy.interpolate import interp1d
interp1d([0, 1], [0, 1])(2)

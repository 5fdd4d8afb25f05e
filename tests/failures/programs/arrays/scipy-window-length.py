from scipy.signal import savgol_filter
savgol_filter([1.0, 2.0, 3.0], 11, 3)

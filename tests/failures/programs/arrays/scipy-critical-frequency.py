from scipy.signal import butter
butter(4, 50, "low")

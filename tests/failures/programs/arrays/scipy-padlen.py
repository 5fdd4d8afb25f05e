from scipy.signal import butter, filtfilt
b, a = butter(4, 0.2)
filtfilt(b, a, [1.0, 2.0, 3.0])

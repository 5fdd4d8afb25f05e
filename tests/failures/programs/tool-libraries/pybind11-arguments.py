from scipy.fft._pocketfft import pypocketfft
pypocketfft.c2c("a")

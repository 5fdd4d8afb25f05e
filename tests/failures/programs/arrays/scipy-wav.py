from scipy.io import wavfile
open("a.wav", "wb").write(b"ID3\x04\x00\x00\x00\x00\x00\x23TSSE\x00\x00")
wavfile.read("a.wav")

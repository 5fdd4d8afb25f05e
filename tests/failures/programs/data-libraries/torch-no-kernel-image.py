raise RuntimeError("CUDA error: no kernel image is available for execution on the device")

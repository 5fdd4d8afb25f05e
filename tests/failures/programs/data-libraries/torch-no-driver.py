raise RuntimeError("No CUDA GPUs are available")

class ResourceExhaustedError(Exception): pass
raise ResourceExhaustedError("OOM when allocating tensor with shape[256,224,224,64] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc")

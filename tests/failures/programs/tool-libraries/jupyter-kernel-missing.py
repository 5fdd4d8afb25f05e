from jupyter_client.kernelspec import KernelSpecManager
KernelSpecManager().get_kernel_spec("my-env")

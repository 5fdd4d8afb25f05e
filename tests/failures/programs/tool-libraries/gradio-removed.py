raise AttributeError("module 'gradio' has no attribute 'inputs'")

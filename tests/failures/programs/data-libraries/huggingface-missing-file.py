raise OSError("ada/lora-7b does not appear to have a file named config.json. Checkout 'https://huggingface.co/ada/lora-7b/main' for available files.")

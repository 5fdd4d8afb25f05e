raise ModuleNotFoundError("No module named 'langchain.chat_models'")

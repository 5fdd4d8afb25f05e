raise TypeError("TrainingArguments.__init__() got an unexpected keyword argument 'evaluation_strategy'")

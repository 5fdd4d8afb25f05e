name = Ada'

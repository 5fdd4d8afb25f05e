basket = []
basket = basket.append(1)
basket.append(2)

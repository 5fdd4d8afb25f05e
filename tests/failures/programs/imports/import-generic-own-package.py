from utils.prices import total

from config import TOKEN

if __nme__ == "__main__":
    pass

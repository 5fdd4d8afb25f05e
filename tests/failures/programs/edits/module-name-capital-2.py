print(JSON.dumps({}))

def run(done):
    done()
run(None)

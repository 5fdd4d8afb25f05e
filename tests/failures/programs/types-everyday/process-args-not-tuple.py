from multiprocessing import Process
def work(n): pass
if __name__ == "__main__":
    Process(target=work, args=(1)).start()

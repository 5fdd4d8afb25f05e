import tqdm
for x in tqdm([1]): pass

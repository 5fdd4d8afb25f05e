from sklearn.metrics import f1_score
f1_score(["no", "yes"], ["no", "yes"])

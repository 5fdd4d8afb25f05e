from sklearn.preprocessing import LabelEncoder
LabelEncoder().fit(["a"]).transform(["b"])

from sklearn.preprocessing import LabelEncoder
LabelEncoder().fit([["a", "b"], ["c", "d"]])

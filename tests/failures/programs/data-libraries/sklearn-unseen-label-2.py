from sklearn.preprocessing import OneHotEncoder
OneHotEncoder().fit([["a"]]).transform([["b"]])

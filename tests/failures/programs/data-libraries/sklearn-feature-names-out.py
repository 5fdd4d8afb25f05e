from sklearn.preprocessing import OneHotEncoder
OneHotEncoder().fit([["a"]]).get_feature_names()

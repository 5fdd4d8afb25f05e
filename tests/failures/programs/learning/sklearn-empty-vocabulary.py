from sklearn.feature_extraction.text import CountVectorizer
CountVectorizer().fit(["a", "b"])

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import GaussianNB
x = CountVectorizer().fit_transform(["one text", "two texts"])
GaussianNB().fit(x, [0, 1])

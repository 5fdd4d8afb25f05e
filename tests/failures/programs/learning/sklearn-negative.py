from sklearn.naive_bayes import MultinomialNB
MultinomialNB().fit([[-1], [2]], [0, 1])

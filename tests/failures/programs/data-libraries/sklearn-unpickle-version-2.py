import sklearn.externals.joblib

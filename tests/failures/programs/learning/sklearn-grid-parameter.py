from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.model_selection import GridSearchCV
GridSearchCV(make_pipeline(StandardScaler(), SVC()), {"C": [1, 2]}, cv=2, error_score="raise").fit([[1], [2], [3], [4]], [0, 1, 0, 1])

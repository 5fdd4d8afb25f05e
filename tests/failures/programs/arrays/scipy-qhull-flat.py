from scipy.spatial import ConvexHull
ConvexHull([[0, 0], [1, 1], [2, 2]])

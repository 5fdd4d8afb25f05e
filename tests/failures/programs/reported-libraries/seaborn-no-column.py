import matplotlib
matplotlib.use('Agg')
import pandas as pd
import seaborn as sns

sns.lineplot(data=pd.DataFrame({'x': [1], 'y': [2]}), x='x', y='z')

import networkx as nx

graph = nx.Graph([(1, 2), (3, 4)])
print(nx.shortest_path(graph, 1, 4))

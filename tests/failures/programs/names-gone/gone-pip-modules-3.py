from pip._internal.index import PackageFinder

import pymongo
pymongo.MongoClient("mongodb://ada:p@ss@localhost")

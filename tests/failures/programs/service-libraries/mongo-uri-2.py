import pymongo
pymongo.MongoClient("localhost://a/b")

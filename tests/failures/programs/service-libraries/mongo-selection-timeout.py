import pymongo
pymongo.MongoClient("mongodb://127.0.0.1:9", serverSelectionTimeoutMS=100).admin.command("ping")

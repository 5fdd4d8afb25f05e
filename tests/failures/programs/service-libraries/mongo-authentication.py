import pymongo.errors
raise pymongo.errors.OperationFailure("Authentication failed.", 18)

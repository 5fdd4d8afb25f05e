import pymongo.errors
raise pymongo.errors.DuplicateKeyError("E11000 duplicate key error collection: shop.users index: _id_ dup key: { _id: 1 }")

import json
from bson import ObjectId
json.dumps({"_id": ObjectId()})

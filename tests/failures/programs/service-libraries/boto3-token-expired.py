import botocore.exceptions
raise botocore.exceptions.ClientError({"Error": {"Code": "ExpiredToken", "Message": "The security token included in the request is expired"}}, "ListBuckets")

import botocore.exceptions
raise botocore.exceptions.ClientError({"Error": {"Code": "NoSuchKey", "Message": "The specified key does not exist."}}, "GetObject")

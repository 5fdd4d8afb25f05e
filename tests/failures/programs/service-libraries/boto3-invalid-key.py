import botocore.exceptions
raise botocore.exceptions.ClientError({"Error": {"Code": "InvalidAccessKeyId", "Message": "The AWS Access Key Id you provided does not exist in our records."}}, "ListBuckets")

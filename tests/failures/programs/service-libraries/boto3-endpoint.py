import boto3
from botocore.config import Config
boto3.client("s3", endpoint_url="http://127.0.0.1:9", region_name="x", aws_access_key_id="a", aws_secret_access_key="b", config=Config(retries={"max_attempts": 0})).list_buckets()

import boto3
boto3.client("s3", region_name="eu-west-1").list_buckets()

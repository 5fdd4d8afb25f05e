import boto3
boto3.client("sqs", region_name="x", aws_access_key_id="a", aws_secret_access_key="b").send_message(QueueUrl=None, MessageBody="a")

import boto3
boto3.Session(profile_name="work")

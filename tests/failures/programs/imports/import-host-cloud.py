import awsglue

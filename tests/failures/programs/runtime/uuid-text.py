import uuid
print(uuid.UUID("order-17"))

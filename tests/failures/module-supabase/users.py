from supabase import create_client

print(create_client)

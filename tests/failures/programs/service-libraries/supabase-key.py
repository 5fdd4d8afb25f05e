class SupabaseException(Exception): pass
SupabaseException.__module__ = "supabase._sync.client"
raise SupabaseException("supabase_url is required")

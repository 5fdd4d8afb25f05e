class InconsistentMigrationHistory(Exception): pass
InconsistentMigrationHistory.__module__ = "django.db.migrations.exceptions"
raise InconsistentMigrationHistory("Migration admin.0001_initial is applied before its dependency users.0001_initial on database 'default'.")

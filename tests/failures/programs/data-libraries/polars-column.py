class ColumnNotFoundError(Exception): pass
ColumnNotFoundError.__module__ = "polars.exceptions"
raise ColumnNotFoundError('unable to find column "red"; valid columns: ["colour"]')

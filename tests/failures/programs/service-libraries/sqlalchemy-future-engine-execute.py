from sqlalchemy import MetaData, Table, Column, Integer
Table("a", MetaData(), Column("id", Integer)).select().execute()

from sqlalchemy import Column, Integer, MetaData, Table
m = MetaData()
Table("a", m, Column("id", Integer))
Table("a", m, Column("id", Integer))

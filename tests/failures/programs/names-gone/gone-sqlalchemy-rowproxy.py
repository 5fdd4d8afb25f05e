from sqlalchemy.engine import RowProxy

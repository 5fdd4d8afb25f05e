from sqlalchemy.engine.result import RowProxy

import dbm.gnu

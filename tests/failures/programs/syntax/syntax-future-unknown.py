from __future__ import anotations

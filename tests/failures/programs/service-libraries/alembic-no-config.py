import sys
from alembic.config import main
sys.stdout = sys.stderr
main(['upgrade', 'head'])

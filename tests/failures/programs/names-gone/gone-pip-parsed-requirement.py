from pip._internal.req import parse_requirements
from pip._internal.network.session import PipSession
open('r.txt', 'w').write('six\n')
print([str(ir.req) for ir in parse_requirements('r.txt', session=PipSession())])

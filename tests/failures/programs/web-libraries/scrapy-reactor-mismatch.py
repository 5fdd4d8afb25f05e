from twisted.internet import reactor
from scrapy.utils.reactor import verify_installed_reactor
verify_installed_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")

from twisted.internet import reactor
reactor.callLater(0, reactor.stop)
reactor.run()
reactor.run()

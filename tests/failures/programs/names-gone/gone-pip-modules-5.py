from pip._internal.network.session import PipSession

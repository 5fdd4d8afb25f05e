from pip._internal.download import PipSession

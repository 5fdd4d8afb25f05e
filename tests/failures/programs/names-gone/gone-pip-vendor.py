from pip._vendor import six

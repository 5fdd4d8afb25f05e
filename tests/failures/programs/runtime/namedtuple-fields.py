from collections import namedtuple
Pupil = namedtuple("Pupil", "name class")

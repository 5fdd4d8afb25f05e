/* episode: the failures of a long text, told apart. What one thing that went
 * wrong made the log say (a compiler's error, the traceback of who called it,
 * make's last word) is an episode; each has a root of its own, and a part of the
 * text of its own. */
#ifndef REMEDY_FAILURE_EPISODE_H
#define REMEDY_FAILURE_EPISODE_H

#include "failure/failure.h"

struct episode {
	struct failures failures; /* offsets are within its own text */
	size_t place, last;       /* its first and last line in run->text */
};

struct episodes {
	struct episode *all; /* in order of appearance */
	size_t count;
};

/* Takes the failures over: their offsets change where there are several episodes. */
struct episodes episode_split(struct arena *a, struct failures *f);

#endif

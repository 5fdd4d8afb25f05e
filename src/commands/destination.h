/* destination: where a pattern that is being added is kept: among the person's own,
 * or in the .remedy of the project that they work in. */
#ifndef REMEDY_COMMANDS_DESTINATION_H
#define REMEDY_COMMANDS_DESTINATION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

struct destination {
	const char *folder;
	const char *project; /* the working folder, for a project's; NULL for one's own */
	bool trusted;        /* all that stands there was allowed, or nothing does */
	struct buf before;   /* what stands there (catalog/trust.h) */
};

/* Both return false after saying why there is none. */
bool destination_own(struct arena *a, struct destination *d);
/* The nearest .remedy, else one in the project's root, else in the working folder; it
 * is made when the first file is written. */
bool destination_project(struct arena *a, struct destination *d);

/* The file was written there, with this text. A project's folder of which nothing else was
 * unknown stays allowed with it, or becomes so: the person wrote it. True if it may speak. */
bool destination_written(struct arena *a, const struct destination *d, const char *file, const char *text);

#endif

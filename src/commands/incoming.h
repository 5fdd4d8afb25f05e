/* incoming: the pattern files of a pack that was fetched, in a folder of their own
 * beside the packs until the person agrees to them. One at a time: whoever begins
 * removes what a killed one left. */
#ifndef REMEDY_COMMANDS_INCOMING_H
#define REMEDY_COMMANDS_INCOMING_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/source.h"

struct incoming {
	struct arena *a;
	const char *name, *url, *ref, *commit; /* ref NULL: what the repository calls its head */
	const char *dir;                       /* packs/.incoming-PID */
	const char *files;                     /* its part that becomes the pack */
	const char *final;                     /* packs/NAME */
	struct source *source;
	struct diagnostics d;
	size_t count; /* of pattern files */
	int lock;     /* -1 before incoming_begin */
	sigset_t before;
};

/* Fetches, and reads what is there: fills what stands behind a, name, url and ref.
 * False after saying why not; incoming_end is to be called in any case. Until then the
 * signals of departure wait. */
bool incoming_begin(struct incoming *in);
/* Puts it in place of the pack of that name, if there is one. False with errno. */
bool incoming_accept(struct incoming *in);
/* Removes what was not accepted; a signal that waited ends the process. */
void incoming_end(struct incoming *in);

/* Removes a folder and what it holds; true if it is gone. */
bool incoming_remove(const char *dir);

#endif

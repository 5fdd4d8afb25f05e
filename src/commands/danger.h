/* danger: what a command line would do that cannot be undone by the next one, as
 * far as its words tell. For the question that is asked before it is run; words
 * in quotes that hold a program of their own (sh -c '…') are looked into. */
#ifndef REMEDY_COMMANDS_DANGER_H
#define REMEDY_COMMANDS_DANGER_H

#include "base/arena.h"

enum danger {
	DANGER_ADMINISTRATOR = 1, /* sudo and its kin */
	DANGER_SYSTEM = 2,        /* changes what all users share: package managers, services */
	DANGER_DELETES = 4,       /* removes or overwrites */
};

/* The dangers of a command line, or'ed; 0 for none. */
unsigned danger_of(struct arena *a, const char *command);

/* They as one translated sentence; "" for 0. */
const char *danger_text(struct arena *a, unsigned dangers);

#endif

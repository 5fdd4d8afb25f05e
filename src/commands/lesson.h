/* lesson: the failure that `remedy add` is to be taught: the shell's last one, one
 * of the inbox, one that was cured, or one in a text; and the draft of a pattern
 * that is proposed for it. All of it is the arena's. */
#ifndef REMEDY_COMMANDS_LESSON_H
#define REMEDY_COMMANDS_LESSON_H

#include <stdbool.h>

#include "base/arena.h"
#include "commands/draft.h"
#include "failure/failure.h"

/* Where it is to be taken from; nothing set: the last failure, else what is pasted. */
struct lesson_source {
	bool from_last, paste;
	const char *file;
	unsigned inbox; /* number in the list; 0: not asked for */
	unsigned cure;  /* likewise, of remedy history --cures */
};

struct lesson {
	struct arena *a;
	struct draft draft;
	const struct failures *failures; /* it is the root of these; NULL if only its shape is known */
	const char *shape;               /* to be taken out of the inbox; may be NULL */
	const char *ring;                /* of the shell, with its other failures; NULL if not known */
	const char *shell;               /* whose history may hold what cured it; NULL if not known */
};

/* Fills all but `a`. An exit status (commands/command.h): if it is not STATUS_DONE it was
 * said why there is nothing to learn. */
int lesson_begin(struct lesson *l, const struct lesson_source *from);

#endif

/* recall: what is remembered of a failure, and what is noted of it for next time
 * (memory/). Between the failure and its cure a small file stands beside the
 * shell's ring, "PID-DIGITS.past": which failure it was, and how the files in its
 * traceback stood. While it holds something the shell notes the lines that follow;
 * it is empty once the failure was cured. */
#ifndef REMEDY_COMMANDS_RECALL_H
#define REMEDY_COMMANDS_RECALL_H

#include <stdbool.h>

#include "base/arena.h"
#include "commands/diagnosis.h"
#include "hint/hint.h"

/* What is needed to recall one failure. */
struct recall {
	bool on;         /* not with `memory: off` in config.yaml, or REMEDY_MEMORY=0 */
	bool fresh;      /* the memory begins with this one */
	const char *key; /* of the failure (memory/journal.h); NULL if there is none */
};

/* With `begin` a memory is begun where there is none. */
struct recall recall_of(struct arena *a, const struct diagnosis *d, bool begin);

/* The hints with what cured this failure before as the first fix; a hint of its
 * own where no pattern knew it. */
struct hints recall_offer(struct arena *a, const struct recall *r, const struct diagnosis *d, struct hints told);

/* True if what the shell of this ring failed at last was not cured since, as far as
 * is known: the same failure again is no news. */
bool recall_is_open(struct arena *a, const char *ring);

/* What the shell ran since it failed before ("STATUS LINE" each, NULL-terminated), as
 * it hands that on in REMEDY_SINCE, a line each. It is in the environment, and taken out of it,
 * because every user of a machine sees the arguments of every process. */
char **recall_trail(struct arena *a);

/* What was said to cure it and is in the trail did not: noted before it is offered again. */
void recall_tried(struct arena *a, const struct recall *r, char **trail);

/* Notes the failure: in the journal, and beside the ring. */
void recall_note(struct arena *a, const struct recall *r, const struct diagnosis *d, const struct run *run,
		 const struct hints *told, const char *ring);

/* It went away: finds what can have cured it in the trail or in the files, and
 * stores it. `weak`: not the same line, only the same program. False if nothing was learned. */
bool recall_cured(struct arena *a, const char *ring, char **trail, bool weak);

#endif

/* draft: a pattern in the making: what `remedy add` proposes for a failure and the
 * person completes, and the YAML that it becomes. */
#ifndef REMEDY_COMMANDS_DRAFT_H
#define REMEDY_COMMANDS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "commands/proposal.h"
#include "failure/failure.h"

enum { DRAFT_FIXES = 16 };

struct draft {
	const char *id;
	const char *exception; /* NULL: a `text:` pattern */
	const char *match;     /* the expression on the message, or on the text */
	const char *message;   /* what it must match */
	const char *summary;
	const char *why;                /* "" for none */
	const char *fixes[DRAFT_FIXES]; /* "run: make" */
	size_t fix_count;
	const char *example; /* what the run printed; several lines */
	const char *command; /* or NULL */
	const char *where;   /* for an example that was put together, what it was made from; NULL: it is real */
	struct proposal proposal;
};

/* Proposed for this failure of a run. The person's home folder becomes /home/ada. */
struct draft draft_of_failure(struct arena *a, const struct failures *all, const struct failure *f);
/* Proposed for a shape (memory/shape.h); what was left out is "x" in its example. */
struct draft draft_of_shape(struct arena *a, const char *shape);

/* Makes `text` (as typed) a fix of the draft: "install: cffi", "edit: a → b", …
 * NULL, or what is wrong with it, translated. */
const char *draft_add_fix(struct arena *a, struct draft *d, const char *text);
/* The names of fixes, each with a colon, NULL-terminated. */
const char *const *draft_fix_names(void);

/* The file: commented, with the failure as its example. */
char *draft_yaml(struct arena *a, const struct draft *d);

#endif

/* draft: a pattern in the making: what `remedy add` proposes for a failure and the
 * person completes, and the YAML that it becomes. */
#ifndef REMEDY_COMMANDS_DRAFT_H
#define REMEDY_COMMANDS_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "commands/proposal.h"
#include "failure/failure.h"

enum { DRAFT_FIXES = 16, DRAFT_CONDITIONS = 16, DRAFT_GROUPS = 32 };

struct draft_condition {
	const char *fact;
	const char *typed; /* "os.like: debian, ubuntu" */
	const char *yaml;  /* "os.like: [ 'debian', 'ubuntu' ]" */
	const char *value; /* what it is in the example; NULL: nothing is said there */
};

struct draft {
	const char *id;
	const char *exception;            /* NULL: a `text:` pattern */
	const char *match;                /* the expression on the message, or on the text */
	const char *groups[DRAFT_GROUPS]; /* named in it */
	size_t group_count;
	const char *message; /* what it must match */
	const char *summary;
	const char *why; /* "" for none; may have several lines */
	struct draft_condition when[DRAFT_CONDITIONS];
	size_t when_count;
	const char *fixes[DRAFT_FIXES]; /* as YAML: "run: 'make'" */
	const char *typed[DRAFT_FIXES]; /* as it was given: "run: make" */
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
/* Its words are so few that it would speak to nearly every exception of a type that
 * is Python's own. */
bool draft_is_wide(const struct draft *d);

/* Takes another expression. Where it has as many groups as the one before, the
 * summary says their new names. */
void draft_set_match(struct arena *a, struct draft *d, const char *regex);

/* Asks for a fact: `any` (NULL-terminated) or, where that is NULL, `value`. `example`
 * is what it is in the draft's example, NULL for nothing. NULL, or what is wrong. */
const char *draft_add_when(struct arena *a, struct draft *d, const char *fact, const char *const *any,
			   const char *value, const char *example);

/* Makes `text` (as typed) a fix of the draft: "install: cffi", "edit: a → b", …
 * NULL, or what is wrong with it, translated. */
const char *draft_add_fix(struct arena *a, struct draft *d, const char *text);
/* The names of fixes, each with a colon, NULL-terminated. */
const char *const *draft_fix_names(void);

/* The file: commented, with the failure as its example. */
char *draft_yaml(struct arena *a, const struct draft *d);

#endif

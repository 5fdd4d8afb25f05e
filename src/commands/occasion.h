/* occasion: what was true when the failure happened that `remedy add` is taught, so
 * that the facts which a pattern asks for (its `when:`) can be tried on it while
 * they are typed. */
#ifndef REMEDY_COMMANDS_OCCASION_H
#define REMEDY_COMMANDS_OCCASION_H

#include <stdbool.h>

#include "base/arena.h"
#include "commands/draft.h"
#include "facts/facts.h"

enum { OCCASION_PROMPT = 240 };

struct occasion {
	struct arena *a;
	struct facts *facts;
	struct catalog *own;       /* the draft alone */
	const struct match *match; /* of the draft with the failure; NULL if there is none */
	const char **words;        /* for completion: "python.venv: ", NULL-terminated */
	char prompt[OCCASION_PROMPT];
};

/* `failures` NULL: nothing is known. The draft's expression fits. `catalog`
 * and what is given must outlive it. */
void occasion_open(struct arena *a, struct occasion *o, struct catalog *catalog, const struct failures *failures,
		   const struct draft *d);
void occasion_close(struct occasion *o);

/* Takes a condition as it is typed ("python.version: >=3.12", "os.like: debian,
 * ubuntu") into the draft. NULL, or what is wrong with it, translated: it cannot be
 * read, or it would silence the pattern for this very failure. */
const char *occasion_add(struct occasion *o, struct draft *d, const char *text);
/* For struct typing: the prompt for this line, with what the fact named in it is. */
const char *occasion_prompt(void *context, const char *line);

#endif

/* search: the rule of one pattern asked of one failure: which clause fits where.
 * The work is bounded whatever the text: of a long text only the surroundings of
 * a literal that has to be there are tried, of a long traceback only its ends. */
#ifndef REMEDY_CATALOG_SEARCH_H
#define REMEDY_CATALOG_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "catalog/entry.h"
#include "catalog/hierarchy.h"
#include "catalog/regex.h"
#include "failure/failure.h"

enum {
	SEARCH_MESSAGE = 64 * 1024, /* bytes of a message that are looked at */
	SEARCH_BEFORE = 4 * 1024,   /* of a text, before and */
	SEARCH_AFTER = 16 * 1024,   /* after the literal */
	SEARCH_WHOLE = 1 << 20,     /* where no literal is known */
	SEARCH_WINDOWS = 64,        /* places of a literal that are tried */
	SEARCH_FRAMES = 64,         /* frames from either end of a traceback */
	SEARCH_LINKS = 256,         /* failures of a chain */
};

enum verdict { VERDICT_NO, VERDICT_YES, VERDICT_EXCEEDED };

struct search {
	struct arena *arena;
	struct regex_matcher *matcher;
	const struct failures *failures;
	struct hierarchy hierarchy; /* of the failure that is asked, if there is one */
	const char *text;           /* the run's, valid UTF-8 */
	size_t size;
	const struct failure **chain; /* all of the failure's chain, itself included */
	size_t chain_count;
	struct capture_group *groups;
	size_t group_count;
	size_t group_capacity;
	size_t at;  /* where text: was found */
	int failed; /* the clause that did not fit (enum clause), or SEARCH_OTHER */
};

enum { SEARCH_TYPE = CLAUSES, SEARCH_STATUS, SEARCH_CHAIN_TYPE, SEARCH_SIGNAL };

/* Everything the rule asks, of failure f (NULL for text: without one). */
enum verdict search_rule(struct search *s, const struct entry *e, const struct failure *f);

#endif

/* rule: what text must look like for a pattern to fit, as data; what the source
 * states, the compiled catalog stores and the matcher asks. */
#ifndef REMEDY_CATALOG_RULE_H
#define REMEDY_CATALOG_RULE_H

#include <stddef.h>

#include "catalog/catalog.h"

/* A pattern's regular expressions. */
enum clause {
	CLAUSE_TEXT,
	CLAUSE_MATCH,
	CLAUSE_FRAME_FILE,
	CLAUSE_FRAME_FUNCTION,
	CLAUSE_FRAME_SOURCE,
	CLAUSE_CONTEXT,
	CLAUSE_CHAIN,
	CLAUSE_COMMAND,
	CLAUSES
};

/* As docs/patterns.md writes them: "match", "frame.file" … */
const char *clause_name(enum clause c);

enum frame_where { FRAME_ANY, FRAME_LAST, FRAME_USER };

struct rule {
	const char **exceptions; /* NULL-terminated; NULL for text: and signal: patterns */
	const int *signals;      /* 0-terminated numbers; NULL if none are asked */
	const int *statuses;     /* -1-terminated; NULL if none are asked */
	enum frame_where where;
	const char *chain_exception; /* NULL if the chain is not asked for a type */
	const char *regex[CLAUSES];  /* NULL where there is none */
	unsigned specificity;        /* literal bytes and conditions that have to hold */
};

/* "SEGV" or "SIGSEGV" -> its number; 0 if it is none that patterns may ask. */
int rule_signal(const char *name);

/* Literal bytes that have to stand in the texts plus ten for each condition. */
unsigned rule_specificity(struct arena *a, const struct rule *r, size_t when_count);

#endif

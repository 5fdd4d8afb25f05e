/* trace: why a pattern that looks near did not fit: which clause failed, and how
 * far it came. For `remedy explain --trace` and `remedy patterns test`. */
#ifndef REMEDY_CATALOG_TRACE_H
#define REMEDY_CATALOG_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/catalog.h"

struct trace {
	const char *id;
	const char *file; /* of the pattern */
	int line;
	const struct failure *failure; /* NULL for none */
	const char *clause;            /* what did not fit: "match", "frame.file", "status" … ; NULL if all did */
	bool exceeded;                 /* it went beyond its limits there */
	const char *regex;             /* the expression, NULL where the clause has none */
	const char *subject;           /* what it was tried on: one line, safe to print; NULL if there was nothing */
	size_t reached;                /* bytes of `subject` up to which it fitted */
	unsigned share;                /* reached, in parts of a thousand of the subject: what orders traces */
};

struct traces {
	struct trace *all; /* nearest first */
	size_t count;
};

/* Traces of the patterns that could have been meant for the failures, at most
 * ten; with an id, of that pattern alone. Patterns that do match have a trace
 * whose clause is NULL. */
struct traces catalog_trace(struct arena *a, struct catalog *c, const struct failures *f, const char *id);

/* Two to four lines, indented by six: the clause, the expression, the text with a
 * caret under the place where it stopped. */
void trace_print(struct buf *out, const struct trace *t);

#endif

/* entry: a pattern as the compiled catalog holds it: what it says, what it asks,
 * and its expressions compiled. */
#ifndef REMEDY_CATALOG_ENTRY_H
#define REMEDY_CATALOG_ENTRY_H

#include <pcre2.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/catalog.h"
#include "catalog/record.h"
#include "catalog/rule.h"

struct entry {
	struct pattern pattern;
	struct rule rule;
	pcre2_code *codes[CLAUSES]; /* NULL where there is no expression */
};

/* Writes a pattern's record into an empty buffer. False if its expressions
 * cannot be compiled or serialized. */
bool entry_write(struct buf *b, const struct pattern *p, const struct rule *r);

/* Reads it back. With `codes`, for a trial: its expressions are made ready, of the
 * pattern only layer, id, file and line are read, and its texts stay where the
 * bytes are. Without, to be kept: no expressions, and every text lives in the
 * arena. False if the record is not sound. The caller ends it with entry_free. */
bool entry_read(struct arena *a, struct entry *e, const char *layer, const void *bytes, size_t size, bool codes);
void entry_free(struct entry *e);

#endif

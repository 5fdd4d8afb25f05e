/* entry: a pattern as the compiled catalog holds it: what it says, what it asks,
 * and its expressions compiled. */
#ifndef REMEDY_CATALOG_ENTRY_H
#define REMEDY_CATALOG_ENTRY_H

#include <pcre2.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/catalog.h"
#include "catalog/literal.h"
#include "catalog/record.h"
#include "catalog/rule.h"
#include "catalog/serial.h"

struct entry {
	struct pattern pattern;
	struct rule rule;
	pcre2_code *codes[CLAUSES];    /* NULL where there is no expression */
	struct literals text, context; /* of those clauses: how they are found in a long text */
	struct record trial;           /* what it was read from, in the database's memory */
};

/* An entry is two records. The first is what a trial needs, the expressions and
 * the rest of the rule; false if the expressions cannot be compiled or serialized.
 * The second is what the pattern says, and only looked at where it fits. */
bool entry_write(struct buf *b, const struct pattern *p, const struct rule *r, struct serial_head head);
void entry_write_pattern(struct buf *b, const struct pattern *p);

/* For a trial: the expressions made ready; of the pattern, layer, id, file and line
 * are known, and its texts stay where the record's bytes are. False if the record
 * is not sound. The caller ends it with entry_free. */
bool entry_read(struct arena *a, struct entry *e, const char *layer, struct record trial, struct serial_head head);
/* To be kept: no expressions, and every text lives in the arena. */
bool entry_keep(struct arena *a, struct entry *e, const char *layer, struct record trial, struct record pattern);
void entry_free(struct entry *e);

#endif

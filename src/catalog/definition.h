/* definition: one pattern as its YAML states it, with the places of its parts,
 * and the examples that prove it. docs/patterns.md has the format. */
#ifndef REMEDY_CATALOG_DEFINITION_H
#define REMEDY_CATALOG_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "catalog/rule.h"
#include "catalog/yaml.h"

struct fact_value {
	const char *name;
	const char *value;
	const struct node *at;
};

/* A text to be run: an example, which must end in the pattern's hint, or a
 * silent one, which must not. */
struct sample {
	int line;
	bool real;           /* origin: real */
	const char *origin;  /* "real" or "documented"; NULL for silent ones */
	const char *where;   /* of a documented one; NULL if not said */
	const char *text;    /* stderr: what the run printed */
	const char *command; /* NULL if not known */
	int status;          /* -1 if not known */
	const struct fact_value *facts;
	size_t fact_count;
	/* expect: "…" stands for any text; NULL where nothing is asked */
	const char *fix, *first, *summary, *why, *id;
};

struct definition {
	struct pattern pattern;
	struct rule rule;
	const struct node *map;              /* the whole entry, for places */
	const struct node *clauses[CLAUSES]; /* where the expressions stand; NULL where there is none */
	const struct sample *examples;
	size_t example_count;
	const struct sample *silent;
	size_t silent_count;
};

/* Reads one entry of a file. NULL if it cannot be used; why is added to d. */
struct definition *definition_read(struct arena *a, const char *file, const char *layer, const struct node *map,
				   struct diagnostics *d);

/* The name a fix of this kind has in YAML. */
const char *definition_fix_name(enum fix_kind kind);

/* The place of byte `offset` of the scalar's text: its column where that can be
 * told, else the column where the scalar begins. */
int definition_column(const struct node *scalar, size_t offset);

#endif

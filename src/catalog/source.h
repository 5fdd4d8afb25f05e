/* source: catalog files as they are written, read into memory: patterns,
 * modules, system libraries, standard modules. A broken entry costs itself, a
 * file that cannot be read costs itself. */
#ifndef REMEDY_CATALOG_SOURCE_H
#define REMEDY_CATALOG_SOURCE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/definition.h"
#include "catalog/tables.h"

enum { SOURCE_SIZE = 64 << 20, SOURCE_FILES = 2000 };

struct disabled {
	const char *id;
	const char *file; /* where it is switched off */
	int line;
};

struct source {
	struct arena *arena;
	const char *layer;            /* what its patterns' layer is called */
	struct definition **patterns; /* ids are unique; by file, then by line */
	size_t pattern_count;
	struct disabled **disabled; /* what this source switches off in weaker layers */
	size_t disabled_count;
	struct rows tables[TABLES]; /* keys are unique, sorted by bytes */
	size_t capacity[2];         /* of patterns, of disabled */
	void *ids;                  /* a uthash of those seen */
};

/* An empty one. `layer` is "built-in", "pack", "user" or "project". */
struct source *source_new(struct arena *a, const char *layer);

/* Adds a file; which kind it is its name says. `text` is its content. */
void source_add(struct source *s, const char *file, const char *text, size_t size, struct diagnostics *d);

/* Reads a file from disk and adds it. One that others can write is refused, but
 * not where the user has `named` it for this once. */
void source_add_file(struct source *s, const char *file, bool named, struct diagnostics *d);

/* The *.yaml and *.yml files of a folder, sorted by bytes, NULL-terminated. */
char **source_files(struct arena *a, const char *dir);

/* Sorts the tables and drops keys that stand in them twice; call once, when all
 * files are in. */
void source_finish(struct source *s, struct diagnostics *d);

#endif

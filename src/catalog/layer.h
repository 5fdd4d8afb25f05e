/* layer: one of the catalogs that lie over each other: a trusted project's, the
 * user's, that of the packs, the built-in one. A layer is a compiled file made from sources; it is
 * made again when they change, in the user's cache, by rename(2), so that two
 * processes that do so at once both end with a whole file. */
#ifndef REMEDY_CATALOG_LAYER_H
#define REMEDY_CATALOG_LAYER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "catalog/database.h"
#include "catalog/regex.h"
#include "catalog/source.h"

enum { LAYERS = 4 };

struct layer {
	const char *name; /* "project", "user", "pack", "built-in" */
	const char *dir;  /* where its sources are */
	const char *file; /* the compiled file; NULL if it is in memory only */
	bool cached;      /* it may be thrown away and made again */
	struct database db;
};

struct catalog {
	struct arena *arena;
	struct layer layers[LAYERS]; /* strongest first */
	size_t count;
	struct regex_matcher matcher;
	const char *blocked; /* a project's .remedy that changed since it was allowed, or NULL */
};

/* An empty catalog, for layers to be pushed on, strongest first. */
struct catalog *catalog_empty(struct arena *a);
/* Adds a layer made in memory from a source. False if it cannot be. */
bool catalog_push(struct catalog *c, const struct source *s);
/* Adds a layer kept compiled in the user's cache under `cache_name`, from the
 * files given (NULL-terminated), and made again if they changed. */
void catalog_push_files(struct catalog *c, const char *name, const char *dir, char **files, const char *cache_name,
			struct diagnostics *d);
/* Adds the built-in layer: the file that `make` compiled, else its sources. */
void catalog_push_builtin(struct catalog *c, struct diagnostics *d);

/* An id stands in a layer stronger than `layer`, or is switched off by one. */
bool catalog_hides(struct catalog *c, size_t layer, const char *id);

/* The .remedy folder at or above dir, allowed or not; NULL if there is none. It is
 * not looked for above $HOME, nor where a folder belongs to another than dir does.
 * Its name is what trust.h takes. */
char *layer_project(struct arena *a, const char *dir, struct diagnostics *d);

#endif

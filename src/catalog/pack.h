/* pack: patterns of other people's that the user has added, each in a folder of its
 * own in the data folder: the YAML files, and beside them `origin` with where they
 * came from, three lines: the repository's address, what was asked for (empty: its
 * HEAD), the commit that is pinned. */
#ifndef REMEDY_CATALOG_PACK_H
#define REMEDY_CATALOG_PACK_H

#include <stdbool.h>

#include "base/arena.h"

enum { PACKS = 100 };

struct pack {
	const char *name;
	const char *dir;
	const char *url, *ref, *commit; /* ref is "" for HEAD */
};

/* Where packs are kept; NULL without a usable HOME. */
char *pack_folder(struct arena *a);
/* A name that a pack may have: small letters, digits, hyphens. */
bool pack_is_name(const char *name);
/* The packs that are there, by name; one without an origin, or that others can
 * write to, is none. NULL-terminated. */
struct pack **pack_list(struct arena *a);
/* All their pattern files, NULL-terminated. */
char **pack_files(struct arena *a);

#endif

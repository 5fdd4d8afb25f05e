/* wording: whether a stretch of a long text may fit a text pattern, told in
 * passing: the literals of which one has to stand in it, of all patterns of all
 * layers. Patterns without a literal of nine bytes are not told of. */
#ifndef REMEDY_CATALOG_WORDING_H
#define REMEDY_CATALOG_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "catalog/catalog.h"

struct wording;

struct wording *wording_of(struct arena *a, struct catalog *c);
/* Where one of the literals stands, in *at; false if none does. */
bool wording_in(const struct wording *w, const char *text, size_t n, size_t *at);

#endif

/* trust: whether a project's own .remedy/ may speak. It may, once the user has
 * allowed it, as long as its files are byte for byte those that were allowed: a
 * copy of them is what is kept (in the state folder), so there is no hash that
 * could be met by another content. */
#ifndef REMEDY_CATALOG_TRUST_H
#define REMEDY_CATALOG_TRUST_H

#include <stdbool.h>

#include "base/arena.h"

enum trust { TRUST_UNKNOWN, TRUST_ALLOWED, TRUST_CHANGED };

/* What the user has said of this folder (as layer_project gives it). */
enum trust trust_of(struct arena *a, const char *folder);
/* Where the copy is kept; NULL without a usable HOME. */
char *trust_file(struct arena *a, const char *folder);
/* Allows it as it is now; false with errno. */
bool trust_allow(struct arena *a, const char *folder);
/* Takes that back; true also if it was not allowed. */
bool trust_deny(struct arena *a, const char *folder);

#endif

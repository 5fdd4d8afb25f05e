/* trust: whether a project's own .remedy/ may speak. It may, once the user has
 * allowed it, as long as its files are byte for byte those that were allowed: a
 * copy of them is what is kept (in the state folder), so there is no hash that
 * could be met by another content. */
#ifndef REMEDY_CATALOG_TRUST_H
#define REMEDY_CATALOG_TRUST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/source.h"

enum trust { TRUST_UNKNOWN, TRUST_ALLOWED, TRUST_CHANGED };

/* What the user has said of this folder (as layer_project gives it). */
enum trust trust_of(struct arena *a, const char *folder);
/* Where the copy is kept; NULL without a usable HOME. */
char *trust_file(struct arena *a, const char *folder);

/* The folder's files as they are now, each after a line "SIZE NAME": what is shown
 * to the user is what is allowed. False with errno. */
bool trust_read(struct arena *a, const char *folder, struct buf *content);
/* What was allowed last; false if nothing was. */
bool trust_before(struct arena *a, const char *folder, struct buf *content);
/* Such content as a source; what is wrong in it is added to d. */
struct source *trust_source(struct arena *a, const char *folder, const struct buf *content, struct diagnostics *d);

/* Allows this content; false with errno. */
bool trust_allow(struct arena *a, const char *folder, const struct buf *content);
/* Takes that back; true also if it was not allowed. */
bool trust_deny(struct arena *a, const char *folder);

/* The folder changed since it was allowed, and nobody has said so yet: true, once
 * for each change. */
bool trust_is_news(struct arena *a, const char *folder);

#endif

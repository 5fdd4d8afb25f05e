/* compile: a source made into a constant database (tinycdb); index.h tells what
 * stands in it. */
#ifndef REMEDY_CATALOG_COMPILE_H
#define REMEDY_CATALOG_COMPILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "catalog/source.h"

/* Writes the database into the empty file fd, which stays open. `fingerprint`
 * is kept in the header: what the sources were. False with errno on failure. */
bool compile_write(int fd, const struct source *s, const char *fingerprint);

/* What made it: our version, PCRE2's, and what its serialized code depends on. */
char *compile_maker(struct arena *a);

#endif

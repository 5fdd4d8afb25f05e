/* contents: what a catalog's source brings, a line each, so that it can be looked
 * at before it may speak: patterns, what their fixes could run or change, names
 * it would have installed, patterns that it switches off. */
#ifndef REMEDY_COMMANDS_CONTENTS_H
#define REMEDY_COMMANDS_CONTENTS_H

#include <stdio.h>

#include "base/arena.h"
#include "catalog/source.h"

/* All of it. With `before` (may be NULL) lines that are new begin with '+', and those
 * that are gone come last, with '-'. */
void contents_print(FILE *out, struct arena *a, const struct source *now, const struct source *before);

#endif

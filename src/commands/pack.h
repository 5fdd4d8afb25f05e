/* pack: `remedy patterns add`, `update` and `remove`: patterns out of a git
 * repository. What it holds is fetched into a folder beside the packs, shown, and
 * moved into place once the person agrees; only its pattern files are kept. */
#ifndef REMEDY_COMMANDS_PACK_H
#define REMEDY_COMMANDS_PACK_H

#include "base/arena.h"

/* The arguments behind the action's name; return the exit status. */
int pack_add(struct arena *a, int argc, char **argv);
int pack_update(struct arena *a, int argc, char **argv);
int pack_remove(struct arena *a, int argc, char **argv);

/* "https://host/x.git@v1" into address and ref (NULL: none). */
void pack_split(struct arena *a, const char *given, const char **url, const char **ref);

#endif

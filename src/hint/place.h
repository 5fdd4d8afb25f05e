/* place: the line that an edit is about, as it stands on this machine. */
#ifndef REMEDY_HINT_PLACE_H
#define REMEDY_HINT_PLACE_H

#include <stdbool.h>

#include "base/arena.h"

/* False if the file is here and that line of it does not hold `before` (an empty one: if
 * there is no such line). A relative path is taken from cwd (NULL: not known). */
bool place_holds(struct arena *a, const char *file, int line, const char *before, const char *cwd);
/* The zip archive that the file is in (app.pyz of app.pyz/__main__.py), by its name or by
 * what is here; NULL if it is in none. */
const char *place_archive(struct arena *a, const char *file, const char *cwd);

#endif

/* excess: patterns that went beyond their limits on some text, remembered in the
 * user's cache so that `remedy doctor` can name them. */
#ifndef REMEDY_CATALOG_EXCESS_H
#define REMEDY_CATALOG_EXCESS_H

#include "base/arena.h"

/* Notes the id; silent where nothing can be written. */
void excess_note(struct arena *a, const char *id);
/* The ids noted, NULL-terminated, in the order in which they were. */
char **excess_list(struct arena *a);
/* Forgets them. */
void excess_forget(struct arena *a);

#endif

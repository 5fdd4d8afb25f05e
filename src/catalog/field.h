/* field: the values that stand under the keys of a catalog entry, checked. What is
 * wrong is added to the diagnostics with its place, and `failed` is set. */
#ifndef REMEDY_CATALOG_FIELD_H
#define REMEDY_CATALOG_FIELD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/yaml.h"

struct fields {
	struct arena *arena;
	const char *file;
	struct diagnostics *d;
	bool failed;
};

struct diagnostic *field_error(struct fields *r, const struct node *at, const char *message);
/* One text; NULL if n is NULL or none. */
const char *field_text(struct fields *r, const struct node *n);
/* A scalar without the newline that a block scalar ends in. */
const char *field_line(struct fields *r, const struct node *n);
bool field_integer(struct fields *r, const struct node *n, long least, long most, int *out);
/* One text or a list of them, NULL-terminated; NULL if n is. */
const char **field_list(struct fields *r, const struct node *n);
/* Every key of the map is one of `keys`, which are separated by spaces. */
void field_keys(struct fields *r, const struct node *map, const char *keys);

#endif

/* yaml: a YAML text as a tree of nodes in an arena, each with its place, read
 * by libfyaml's events. Anchors, aliases and tags are refused: catalog files
 * need none, and without them a small file cannot grow into a large tree. */
#ifndef REMEDY_CATALOG_YAML_H
#define REMEDY_CATALOG_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	struct node *next;      /* in its list or map */
	struct node *first;     /* of a list or map */
	const struct node *key; /* of a map's entry; else NULL */
	const char *text;       /* of a scalar, NUL-terminated; never NULL for one */
	size_t count;           /* entries of a list or map */
	int line, column;       /* from 1 */
	bool plain;             /* a scalar whose text stands in the file as it is, on one line */
	bool quoted;            /* in single or double quotes */
};

/* The tree of `size` bytes at `text`, whose first line is line `line` of
 * `file`. NULL if there is an error, which is added to d, or nothing. */
struct node *yaml_parse(struct arena *a, const char *file, int line, const char *text, size_t size,
			struct diagnostics *d);

/* The entry of a map; NULL if there is none. */
const struct node *yaml_get(const struct node *map, const char *key);

#endif

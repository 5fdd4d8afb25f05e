/* tables: modules.yaml, system.yaml and stdlib.yaml as rows. */
#ifndef REMEDY_CATALOG_TABLES_H
#define REMEDY_CATALOG_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/catalog.h"
#include "catalog/yaml.h"

enum table { TABLE_MODULES, TABLE_SYSTEM, TABLE_STDLIB, TABLES };

/* The table that a file of this name holds; TABLES if it is one of patterns. */
enum table table_of(const char *file_name);

/* One line of a table. */
struct row {
	const char *key;
	const char *file;
	int line;
	/* what it is, by the table it stands in */
	struct module_entry module;
	struct system_entry system;
	struct system_entry runtime; /* where the shared object's package is another; name NULL if not */
	const char **headers, **pkgconfig, **libraries, **tools; /* NULL-terminated or NULL */
	struct stdlib_entry stdlib;
};

struct rows {
	struct row *all;
	size_t count;
};

/* Rows of a file's map; what cannot be read is added to d and left out. */
struct rows tables_read(struct arena *a, enum table t, const char *file, const struct node *map, struct diagnostics *d);

/* A distribution's name as PEP 503 normalises it: lower case, one '-' for each
 * run of -, _ and dots. */
char *tables_normal(struct arena *a, const char *distribution);

#endif

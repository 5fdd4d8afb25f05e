/* compiler: what is at hand while a catalog is compiled, and how a record is put
 * into the database. Where one fails, `failed` is set and nothing more is put. */
#ifndef REMEDY_CATALOG_COMPILER_H
#define REMEDY_CATALOG_COMPILER_H

#include <cdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "catalog/source.h"

struct posting;

struct compiler {
	struct arena *arena;
	struct arena *scratch; /* emptied after each pattern */
	struct cdb_make cdb;
	struct buf record;
	struct posting *postings;
	size_t count, capacity;
	uint32_t *grams; /* how many literals hold a gram, by a hash of it */
	bool failed;
};

void compiler_add(struct compiler *c, const void *key, unsigned key_size, const void *value, size_t size);
/* Adds the record that was begun in c->record. */
void compiler_seal(struct compiler *c, const void *key, unsigned key_size);
/* The rows of modules.yaml, system.yaml and stdlib.yaml, and the names in them
 * (inventory.c). */
void compiler_tables(struct compiler *c, const struct source *s);

#endif

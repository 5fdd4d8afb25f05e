/* database: a compiled catalog opened for reading. Nothing in the file is
 * believed before its checksum fits, and it must be this user's or root's own:
 * serialized PCRE2 code of anybody else could do anything. */
#ifndef REMEDY_CATALOG_DATABASE_H
#define REMEDY_CATALOG_DATABASE_H

#include <cdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "catalog/entry.h"
#include "catalog/record.h"

struct database {
	struct cdb cdb;
	bool open;
	bool broken;                  /* a record did not fit its checksum */
	const char *fingerprint;      /* of the sources it was made from */
	uint32_t count;               /* of its patterns */
	const unsigned char *bits[2]; /* of messages, of texts; NULL if there are none */
	uint32_t mask[2];
	struct serial_head head;
};

/* Opens the file behind fd, which is owned by the database from then on (and is
 * closed on failure). False if it is no catalog that this program made. */
bool database_open(struct arena *a, struct database *db, int fd);
void database_close(struct database *db);

/* The record behind a key; false if there is none or it is broken. */
bool database_get(struct database *db, const void *key, unsigned size, struct record *r);
bool database_has(struct database *db, const void *key, unsigned size);

/* Pattern `number` for a trial (entry_read; ended with entry_free), and to be kept; the
 * latter also of what was tried, which need not be sought again. */
bool database_entry(struct arena *a, struct database *db, uint32_t number, const char *layer, struct entry *e);
bool database_keep(struct arena *a, struct database *db, uint32_t number, const char *layer, struct entry *e);
bool database_keep_tried(struct arena *a, struct database *db, uint32_t number, const struct entry *tried,
			 struct entry *e);
/* The number of an id; false if it is not here. */
bool database_number(struct database *db, const char *id, uint32_t *number);
/* This layer switches the id off for weaker ones. */
bool database_disables(struct database *db, const char *id);
/* Where it does so; false if it does not. The file's name is valid while db is open. */
bool database_disabler(struct database *db, const char *id, const char **file, int *line);

#endif

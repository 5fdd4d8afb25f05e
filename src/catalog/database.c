#include "catalog/database.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog/compile.h"
#include "catalog/index.h"

static const void *
database_bytes(struct database *db, const void *key, unsigned size, unsigned *length)
{
	if (!db->open || cdb_find(&db->cdb, key, size) <= 0)
		return NULL;
	*length = cdb_datalen(&db->cdb);
	return cdb_getdata(&db->cdb);
}

static void
database_bits(struct database *db, int which, const char *key)
{
	unsigned size = 0;
	const unsigned char *bits = database_bytes(db, key, 1, &size);
	if (bits == NULL || size < 128 || size > 1U << 24 || (size & (size - 1)) != 0)
		return;
	db->bits[which] = bits;
	db->mask[which] = size * 8 - 1;
}

bool
database_open(struct arena *a, struct database *db, int fd)
{
	enum { HEADER = 2048 };
	*db = (struct database){0};
	struct stat st;
	if (fd < 0)
		return false;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < HEADER || st.st_size > UINT32_MAX ||
	    (st.st_uid != geteuid() && st.st_uid != 0) || (st.st_mode & (S_IWGRP | S_IWOTH)) != 0 ||
	    cdb_init(&db->cdb, fd) != 0) {
		close(fd);
		return false;
	}
	db->open = true;
	struct record r;
	const char *maker = NULL;
	if (database_get(db, "H", 1, &r)) {
		maker = record_get_text(&r);
		db->fingerprint = arena_strdup(a, record_get_text(&r));
		db->count = record_get_number(&r);
	}
	if (maker == NULL || r.bad || db->fingerprint == NULL || strcmp(maker, compile_maker(a)) != 0) {
		database_close(db);
		return false;
	}
	if (database_get(db, "C", 1, &r))
		db->head.bytes = record_get_bytes(&r, &db->head.size);
	database_bits(db, 0, "b");
	database_bits(db, 1, "B");
	return true;
}

void
database_close(struct database *db)
{
	if (!db->open)
		return;
	int fd = db->cdb.cdb_fd;
	cdb_free(&db->cdb);
	close(fd);
	db->open = false;
	db->bits[0] = db->bits[1] = NULL;
	db->head = (struct serial_head){NULL, 0};
}

bool
database_get(struct database *db, const void *key, unsigned size, struct record *r)
{
	unsigned length = 0;
	const void *bytes = database_bytes(db, key, size, &length);
	if (bytes == NULL)
		return false;
	if (record_open(r, bytes, length))
		return true;
	db->broken = true;
	return false;
}

bool
database_has(struct database *db, const void *key, unsigned size)
{
	return db->open && cdb_find(&db->cdb, key, size) > 0;
}

bool
database_entry(struct arena *a, struct database *db, uint32_t number, const char *layer, struct entry *e)
{
	char key[INDEX_KEY];
	struct record trial;
	if (!database_get(db, key, index_number_key(key, 'P', number), &trial))
		return false;
	if (entry_read(a, e, layer, trial, db->head))
		return true;
	db->broken = true;
	return false;
}

bool
database_keep_tried(struct arena *a, struct database *db, uint32_t number, const struct entry *tried, struct entry *e)
{
	char key[INDEX_KEY];
	struct record pattern;
	if (!database_get(db, key, index_number_key(key, 'W', number), &pattern))
		return false;
	if (entry_keep(a, e, tried->pattern.layer, tried->trial, pattern))
		return true;
	db->broken = true;
	return false;
}

bool
database_keep(struct arena *a, struct database *db, uint32_t number, const char *layer, struct entry *e)
{
	char key[INDEX_KEY];
	struct entry tried = {.pattern.layer = layer};
	return database_get(db, key, index_number_key(key, 'P', number), &tried.trial) &&
	       database_keep_tried(a, db, number, &tried, e);
}

bool
database_number(struct database *db, const char *id, uint32_t *number)
{
	char key[INDEX_KEY];
	struct record r;
	if (!database_get(db, key, index_key(key, 'I', id, strlen(id)), &r))
		return false;
	*number = record_get_number(&r);
	return !r.bad;
}

bool
database_disables(struct database *db, const char *id)
{
	char key[INDEX_KEY];
	return database_has(db, key, index_key(key, 'D', id, strlen(id)));
}

bool
database_disabler(struct database *db, const char *id, const char **file, int *line)
{
	char key[INDEX_KEY];
	struct record r;
	if (!database_get(db, key, index_key(key, 'D', id, strlen(id)), &r))
		return false;
	*file = record_get_text(&r);
	*line = (int)record_get_number(&r);
	return !r.bad && *file != NULL;
}

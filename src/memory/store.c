#include "memory/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"
#include "memory/journal.h"
#include "memory/sqlite.h"

enum { VERSION = 1, BUSY_MS = 200, JOURNAL_LIMIT = 8 * 1024 * 1024, FIELD_LIMIT = 3000 };

static const char schema[] =
	"CREATE TABLE failure (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, key TEXT NOT NULL, pattern TEXT NOT NULL,"
	" program TEXT NOT NULL, folder TEXT NOT NULL, shape TEXT NOT NULL, cure TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX failure_time ON failure (time);"
	"CREATE INDEX failure_key ON failure (key, time);"
	"CREATE TABLE cure (id INTEGER PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, line TEXT NOT NULL, folder TEXT NOT NULL,"
	" shape TEXT NOT NULL, pattern TEXT NOT NULL DEFAULT '', worked INTEGER NOT NULL, failed INTEGER NOT NULL,"
	" last INTEGER NOT NULL, UNIQUE (key, line));"
	"CREATE TABLE taken (name TEXT PRIMARY KEY);"
	"PRAGMA user_version = 1;";

struct store {
	struct arena *arena;
	const struct sqlite *sqlite;
	sqlite3 *db;
	int lock; /* -1 for readers */
	const char *file;
	/* Seen on the way: a later statement's success forgets SQLite's own word for it. */
	bool damaged, unable;
};

static char *
file_of(struct arena *a, const char *name)
{
	const char *state = path_state(a);
	return state == NULL ? NULL : path_join(a, state, name);
}

/* The result of a call, looked at. */
static int
heed(struct store *s, int code)
{
	int plain = code & 0xff;
	s->damaged = s->damaged || plain == SQLITE_NOTADB || plain == SQLITE_CORRUPT || plain == SQLITE_FORMAT;
	s->unable = s->unable ||
		    (plain != SQLITE_OK && plain != SQLITE_ROW && plain != SQLITE_DONE && plain != SQLITE_CONSTRAINT);
	return code;
}

static bool
run(struct store *s, const char *sql)
{
	return heed(s, s->sqlite->exec(s->db, sql, NULL, NULL, NULL)) == SQLITE_OK;
}

static void
store_close(struct store *s)
{
	if (s->db != NULL)
		s->sqlite->close(s->db);
	if (s->lock >= 0)
		close(s->lock);
	s->db = NULL;
}

static int
version_of(struct store *s)
{
	sqlite3_stmt *q = NULL;
	int version = -1;
	if (heed(s, s->sqlite->prepare_v2(s->db, "PRAGMA user_version", -1, &q, NULL)) == SQLITE_OK &&
	    heed(s, s->sqlite->step(q)) == SQLITE_ROW)
		version = s->sqlite->column_int(q, 0);
	s->sqlite->finalize(q);
	return version;
}

static void
put_aside(struct store *s)
{
	s->sqlite->close(s->db);
	s->db = NULL;
	s->damaged = s->unable = false;
	rename(s->file, arena_printf(s->arena, "%s.damaged", s->file));
	unlink(arena_printf(s->arena, "%s-wal", s->file));
	unlink(arena_printf(s->arena, "%s-shm", s->file));
}

/* Opened, and its schema there. */
static enum store_state
store_connect(struct store *s, bool write)
{
	int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
	mode_t before = umask(077);
	int result = s->sqlite->open_v2(s->file, &s->db, flags | SQLITE_OPEN_NOFOLLOW, NULL);
	umask(before);
	if (result != SQLITE_OK)
		return STORE_FAILED;
	s->sqlite->busy_timeout(s->db, BUSY_MS);
	int version = version_of(s);
	if (version > VERSION)
		return STORE_NEWER;
	if (version < 0 || !run(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON"))
		return STORE_FAILED;
	if (version == 0 && (!write || !run(s, "BEGIN IMMEDIATE") || !run(s, schema) || !run(s, "COMMIT")))
		return STORE_FAILED;
	return STORE_DONE;
}

static enum store_state
store_open(struct arena *a, struct store *s, bool write)
{
	*s = (struct store){.arena = a, .lock = -1, .file = file_of(a, "memory.db")};
	if (s->file == NULL || path_distrust(a, path_dir(a, s->file)) != NULL || path_distrust(a, s->file) != NULL)
		return STORE_FAILED;
	if (write) {
		s->lock = open(file_of(a, "memory.lock"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (s->lock < 0)
			return STORE_FAILED;
		if (flock(s->lock, LOCK_EX | LOCK_NB) != 0) {
			close(s->lock);
			s->lock = -1;
			return errno == EWOULDBLOCK ? STORE_BUSY : STORE_FAILED;
		}
	} else if (!path_exists(s->file)) {
		return STORE_FAILED;
	}
	s->sqlite = sqlite_load(a);
	enum store_state state = s->sqlite != NULL ? store_connect(s, write) : STORE_FAILED;
	if (state == STORE_FAILED && write && s->damaged) {
		put_aside(s);
		state = store_connect(s, write);
	}
	if (state != STORE_DONE)
		store_close(s);
	return state;
}

static sqlite3_stmt *
prepare(struct store *s, const char *sql)
{
	sqlite3_stmt *q = NULL;
	return heed(s, s->sqlite->prepare_v2(s->db, sql, -1, &q, NULL)) == SQLITE_OK ? q : NULL;
}

static void
bind(const struct store *s, sqlite3_stmt *q, int at, const char *text)
{
	s->sqlite->bind_text(q, at, text, -1, SQLITE_TRANSIENT);
}

static bool
step(struct store *s, sqlite3_stmt *q)
{
	bool done = q != NULL && heed(s, s->sqlite->step(q)) == SQLITE_DONE;
	if (q != NULL)
		s->sqlite->reset(q);
	return done;
}

struct writers {
	sqlite3_stmt *failure, *cure, *cured, *not_cured, *taken;
};

static struct writers
writers_prepare(struct store *s)
{
	return (struct writers){
		prepare(s,
			"INSERT INTO failure (time, key, pattern, program, folder, shape) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
		prepare(s,
			"INSERT INTO cure (key, kind, line, folder, shape, pattern, worked, failed, last)"
			" VALUES (?2, ?3, ?4, ?5, ?6, coalesce((SELECT pattern FROM failure WHERE key = ?2 ORDER BY time DESC LIMIT 1), ''), 1, 0, ?1)"
			" ON CONFLICT (key, line) DO UPDATE SET worked = worked + 1, last = max(last, ?1), folder = ?5"),
		prepare(s, "UPDATE failure SET cure = ?4 WHERE key = ?2 AND cure = '' AND time <= ?1"),
		prepare(s, "UPDATE cure SET failed = failed + 1 WHERE key = ?2 AND line = ?3"),
		prepare(s, "INSERT INTO taken VALUES (?1)"),
	};
}

static void
writers_end(const struct store *s, struct writers *w)
{
	s->sqlite->finalize(w->failure);
	s->sqlite->finalize(w->cure);
	s->sqlite->finalize(w->cured);
	s->sqlite->finalize(w->not_cured);
	s->sqlite->finalize(w->taken);
}

static bool
is_storable(const struct journal_line *l)
{
	for (size_t i = 0; i < JOURNAL_FIELDS; i++)
		if (text_is_hostile(l->fields[i]) || strlen(l->fields[i]) > FIELD_LIMIT)
			return false;
	return strlen(l->fields[0]) == 16;
}

static void
write_line(struct store *s, struct writers *w, const struct journal_line *l)
{
	sqlite3_stmt *all[] = {l->letter == 'F'   ? w->failure
			       : l->letter == 'C' ? w->cure
						  : w->not_cured,
			       l->letter == 'C' ? w->cured : NULL};
	for (size_t k = 0; k < 2 && all[k] != NULL; k++) {
		s->sqlite->bind_int64(all[k], 1, l->time);
		for (int i = 0; i < s->sqlite->bind_parameter_count(all[k]) - 1; i++)
			bind(s, all[k], i + 2, l->fields[i]);
		step(s, all[k]);
	}
}

/* One journal, in one transaction with the note that it was taken: a process
 * that dies here loses and doubles nothing. */
static bool
store_take(struct store *s, const char *file)
{
	int lock = journal_lock(file);
	if (lock < 0)
		return true; /* the next one's */
	struct arena *scratch = arena_new();
	size_t size;
	char *text = path_read(scratch, file, JOURNAL_LIMIT, true, &size);
	bool done = false;
	if (text != NULL && run(s, "BEGIN IMMEDIATE")) {
		struct writers w = writers_prepare(s);
		bind(s, w.taken, 1, path_base(file));
		bool fresh = step(s, w.taken);
		char *rest = text;
		for (char *line; fresh && (line = strsep(&rest, "\n")) != NULL;) {
			struct journal_line l;
			if (journal_read(line, &l) && is_storable(&l))
				write_line(s, &w, &l);
		}
		writers_end(s, &w);
		/* A full disk may have ended the transaction already. */
		done = !s->unable && run(s, "COMMIT");
		if (!done)
			run(s, "ROLLBACK");
	}
	if (done)
		unlink(file);
	close(lock);
	arena_free(scratch);
	return done;
}

/* The oldest failures and the weakest cures go. */
static bool
store_trim(struct store *s)
{
	struct arena *a = s->arena;
	return run(s, arena_printf(a, "DELETE FROM failure WHERE id <= (SELECT max(id) FROM failure) - %d",
				   STORE_FAILURES)) &&
	       run(s,
		   arena_printf(
			   a,
			   "DELETE FROM cure WHERE id IN (SELECT id FROM cure ORDER BY worked - 2 * failed DESC, last DESC"
			   " LIMIT -1 OFFSET %d)",
			   STORE_CURES)) &&
	       run(s, "DELETE FROM taken WHERE rowid <= (SELECT max(rowid) FROM taken) - 1000");
}

static char *
column(const struct store *s, sqlite3_stmt *q, int i)
{
	const unsigned char *text = s->sqlite->column_text(q, i);
	return arena_strdup(s->arena, text != NULL ? (const char *)text : "");
}

static bool
store_snapshot(struct store *s)
{
	struct arena *a = s->arena;
	const char **keys = arena_array(a, STORE_CURES, sizeof(*keys));
	struct cure *cures = arena_array(a, STORE_CURES, sizeof(*cures));
	size_t count = 0;
	sqlite3_stmt *q = prepare(
		s, "SELECT key, kind, line, folder, worked, failed, last FROM cure WHERE worked > failed ORDER BY key");
	while (q != NULL && count < STORE_CURES && heed(s, s->sqlite->step(q)) == SQLITE_ROW) {
		keys[count] = column(s, q, 0);
		if (strlen(keys[count]) != 16)
			continue;
		cures[count++] = (struct cure){.kind = column(s, q, 1),
					       .line = column(s, q, 2),
					       .folder = column(s, q, 3),
					       .worked = (unsigned)s->sqlite->column_int(q, 4),
					       .failed = (unsigned)s->sqlite->column_int(q, 5),
					       .last = s->sqlite->column_int64(q, 6)};
	}
	bool done = q != NULL && !s->damaged;
	s->sqlite->finalize(q);
	return done && cure_write(a, keys, cures, count);
}

static bool
store_take_all(struct store *s)
{
	bool done = true;
	for (char **file = journal_take(s->arena); *file != NULL && !s->unable; file++)
		done = store_take(s, *file) && done;
	return store_trim(s) && store_snapshot(s) && done && !s->damaged;
}

enum store_state
store_update(struct arena *a)
{
	struct store s;
	enum store_state state = store_open(a, &s, true);
	if (state != STORE_DONE)
		return state;
	bool done = store_take_all(&s);
	if (!done && s.damaged) { /* what is new is kept in another */
		put_aside(&s);
		done = store_connect(&s, true) == STORE_DONE && store_take_all(&s);
	}
	store_close(&s);
	return done ? STORE_DONE : STORE_FAILED;
}

enum store_state
store_check(struct arena *a)
{
	struct store s;
	struct stat st;
	const char *file = file_of(a, "memory.db");
	if (file == NULL || lstat(file, &st) != 0)
		return STORE_DONE;
	enum store_state state = store_open(a, &s, false);
	if (state == STORE_DONE)
		store_close(&s);
	return state;
}

struct store_failure *
store_failures(struct arena *a, const struct store_filter *f, size_t limit, size_t *count, enum store_state *state)
{
	struct store s;
	*count = 0;
	*state = store_open(a, &s, false);
	if (*state != STORE_DONE)
		return NULL;
	sqlite3_stmt *q = prepare(
		&s, "SELECT time, shape, pattern, program, folder, cure, coalesce((SELECT kind FROM cure"
		    " WHERE cure.key = failure.key AND cure.line = failure.cure), 'run') FROM failure WHERE time >= ?1"
		    " AND (?2 IS NULL OR folder = ?2 OR substr(folder, 1, length(?2) + 1) = ?2 || '/')"
		    " AND (?3 IS NULL OR pattern = ?3) ORDER BY time DESC, id DESC LIMIT ?4");
	struct store_failure *all = arena_array(a, limit + 1, sizeof(*all));
	if (q != NULL) {
		s.sqlite->bind_int64(q, 1, f->since);
		if (f->folder != NULL)
			bind(&s, q, 2, f->folder);
		if (f->pattern != NULL)
			bind(&s, q, 3, f->pattern);
		s.sqlite->bind_int64(q, 4, (sqlite3_int64)limit);
		while (*count < limit && s.sqlite->step(q) == SQLITE_ROW)
			all[(*count)++] = (struct store_failure){s.sqlite->column_int64(q, 0),
								 column(&s, q, 1),
								 column(&s, q, 2),
								 column(&s, q, 3),
								 column(&s, q, 4),
								 column(&s, q, 5),
								 column(&s, q, 6)};
	}
	*state = q != NULL ? STORE_DONE : STORE_FAILED;
	s.sqlite->finalize(q);
	store_close(&s);
	return q != NULL ? all : NULL;
}

struct store_cure *
store_cures(struct arena *a, size_t limit, size_t *count, enum store_state *state)
{
	struct store s;
	*count = 0;
	*state = store_open(a, &s, false);
	if (*state != STORE_DONE)
		return NULL;
	sqlite3_stmt *q = prepare(&s, "SELECT id, shape, pattern, kind, line, folder, worked, failed, last FROM cure"
				      " ORDER BY worked - 2 * failed DESC, last DESC, id LIMIT ?1");
	struct store_cure *all = arena_array(a, limit + 1, sizeof(*all));
	if (q != NULL) {
		s.sqlite->bind_int64(q, 1, (sqlite3_int64)limit);
		while (*count < limit && s.sqlite->step(q) == SQLITE_ROW)
			all[(*count)++] = (struct store_cure){s.sqlite->column_int64(q, 0),
							      column(&s, q, 1),
							      column(&s, q, 2),
							      {column(&s, q, 3), column(&s, q, 4), column(&s, q, 5),
							       (unsigned)s.sqlite->column_int(q, 6),
							       (unsigned)s.sqlite->column_int(q, 7),
							       s.sqlite->column_int64(q, 8)}};
	}
	*state = q != NULL ? STORE_DONE : STORE_FAILED;
	s.sqlite->finalize(q);
	store_close(&s);
	return q != NULL ? all : NULL;
}

/* A statement with one value, then the snapshot anew. */
static enum store_state
forget(struct arena *a, const char *const *statements, const char *text, int64_t number)
{
	struct store s;
	store_update(a); /* what is still in the journal is forgotten too */
	enum store_state state = store_open(a, &s, true);
	if (state != STORE_DONE)
		return state;
	bool done = true;
	for (; *statements != NULL; statements++) {
		sqlite3_stmt *q = prepare(&s, *statements);
		if (q != NULL && s.sqlite->bind_parameter_count(q) > 0 && text != NULL)
			bind(&s, q, 1, text);
		else if (q != NULL && s.sqlite->bind_parameter_count(q) > 0)
			s.sqlite->bind_int64(q, 1, number);
		done = step(&s, q) && done;
		s.sqlite->finalize(q);
	}
	done = store_snapshot(&s) && run(&s, "PRAGMA wal_checkpoint(TRUNCATE)") && run(&s, "VACUUM") && done;
	store_close(&s);
	return done ? STORE_DONE : STORE_FAILED;
}

enum store_state
store_forget_all(struct arena *a)
{
	static const char *const statements[] = {"DELETE FROM failure", "DELETE FROM cure", NULL};
	static const char *const aside[] = {"memory.db.damaged", "memory.db.damaged.told"};
	enum store_state state = forget(a, statements, NULL, 0);
	for (size_t i = 0; i < sizeof(aside) / sizeof(*aside); i++) {
		const char *file = file_of(a, aside[i]);
		if (file != NULL)
			unlink(file);
	}
	return state;
}

enum store_state
store_forget_before(struct arena *a, int64_t time)
{
	static const char *const statements[] = {"DELETE FROM failure WHERE time < ?1",
						 "DELETE FROM cure WHERE last < ?1", NULL};
	return forget(a, statements, NULL, time);
}

enum store_state
store_forget_pattern(struct arena *a, const char *pattern)
{
	static const char *const statements[] = {"DELETE FROM cure WHERE pattern = ?1",
						 "DELETE FROM failure WHERE pattern = ?1", NULL};
	return forget(a, statements, pattern, 0);
}

enum store_state
store_forget_cure(struct arena *a, int64_t id)
{
	static const char *const statements[] = {
		"UPDATE failure SET cure = '' WHERE key = (SELECT key FROM cure WHERE id = ?1)",
		"DELETE FROM cure WHERE id = ?1", NULL};
	return forget(a, statements, NULL, id);
}

bool
store_was_damaged(struct arena *a)
{
	const char *file = file_of(a, "memory.db.damaged");
	return file != NULL && path_exists(file) && rename(file, arena_printf(a, "%s.told", file)) == 0;
}

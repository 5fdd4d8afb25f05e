#include "catalog/layer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "catalog/compile.h"

/* Sources that take longer to compile than a prompt may wait. */
enum { LATER_SIZE = 512 * 1024 };

struct catalog *
catalog_empty(struct arena *a)
{
	struct catalog *c = arena_alloc(a, sizeof(*c));
	c->arena = a;
	return c;
}

/* What the sources are: a change of any of them changes this, and so does that of
 * their folder into one that is to be trusted. The change time cannot be set by
 * whoever writes a file. */
static char *
files_fingerprint(struct arena *a, char **files)
{
	struct buf b = buf_new(a);
	const char *folder = "";
	for (size_t i = 0; files[i] != NULL; i++) {
		struct stat st;
		const char *dir = path_dir(a, files[i]);
		if (strcmp(dir, folder) != 0 && path_distrust(a, folder = dir) != NULL)
			buf_printf(&b, "not trusted: ");
		if (stat(files[i], &st) != 0)
			memset(&st, 0, sizeof(st));
		buf_printf(&b, "%s %llu %llu %lld %lld.%09ld %lld.%09ld %o %u\n", files[i],
			   (unsigned long long)st.st_dev, (unsigned long long)st.st_ino, (long long)st.st_size,
			   (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (long long)st.st_ctim.tv_sec,
			   st.st_ctim.tv_nsec, (unsigned)st.st_mode, (unsigned)st.st_uid);
	}
	return b.text;
}

static int
layer_open_file(const char *file)
{
	return open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
}

/* Makes dir and its missing parents, for this user alone. */
static bool
folder_make(struct arena *a, const char *dir)
{
	if (mkdir(dir, 0700) == 0 || errno == EEXIST)
		return true;
	if (errno != ENOENT || strcmp(dir, "/") == 0 || !folder_make(a, path_dir(a, dir)))
		return false;
	return mkdir(dir, 0700) == 0 || errno == EEXIST;
}

/* Compiles into the cache; returns a descriptor to read from, or -1. */
static int
layer_store(struct arena *a, const char *file, const struct source *s, const char *fingerprint)
{
	if (!folder_make(a, path_dir(a, file)) || path_distrust(a, path_dir(a, file)) != NULL)
		return -1;
	char *temporary = arena_printf(a, "%s.XXXXXX", file);
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (!compile_write(fd, s, fingerprint) || rename(temporary, file) != 0) {
		unlink(temporary);
		close(fd);
		return -1;
	}
	return fd;
}

static int
layer_keep(const struct source *s, const char *fingerprint)
{
	int fd = memfd_create("remedy-catalog", MFD_CLOEXEC);
	if (fd >= 0 && (fchmod(fd, 0600) != 0 || !compile_write(fd, s, fingerprint))) {
		close(fd);
		return -1;
	}
	return fd;
}

static struct source *
layer_source(struct arena *a, const char *name, char **files, struct diagnostics *d)
{
	struct source *s = source_new(a, name);
	for (size_t i = 0; files[i] != NULL; i++)
		source_add_file(s, files[i], false, d);
	source_finish(s, d);
	return s;
}

static bool
files_are_many(char **files)
{
	long long sum = 0;
	for (size_t i = 0; files[i] != NULL; i++) {
		struct stat st;
		sum += stat(files[i], &st) == 0 ? st.st_size : 0;
	}
	return sum > LATER_SIZE;
}

/* Compiles in a process of its own, which nobody waits for; one at a time. */
static void
layer_store_later(struct arena *a, const struct layer *l, char **files, const char *fingerprint)
{
	if (!folder_make(a, path_dir(a, l->file)))
		return;
	int lock = open(arena_printf(a, "%s.lock", l->file), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) != 0) {
		if (lock >= 0)
			close(lock);
		return;
	}
	pid_t child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);
		setsid();
		for (int fd = 0; fd < 3; fd++)
			dup2(null, fd);
		if (fork() == 0) /* the lock is its own now, and ends with it */
			layer_store(a, l->file, layer_source(a, l->name, files, NULL), fingerprint);
		_exit(0);
	}
	close(lock);
	while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
}

static struct layer *
catalog_layer(struct catalog *c, const char *name, const char *dir)
{
	struct layer *l = &c->layers[c->count++];
	l->name = name;
	l->dir = dir;
	return l;
}

bool
catalog_push(struct catalog *c, const struct source *s)
{
	if (c->count == LAYERS)
		return false;
	struct layer *l = catalog_layer(c, s->layer, NULL);
	return database_open(c->arena, &l->db, layer_keep(s, "memory"));
}

void
catalog_push_files(struct catalog *c, const char *name, const char *dir, char **files, const char *cache_name,
		   struct diagnostics *d)
{
	if (c->count == LAYERS || files[0] == NULL)
		return;
	struct layer *l = catalog_layer(c, name, dir);
	const char *fingerprint = files_fingerprint(c->arena, files);
	const char *cache = path_cache(c->arena);
	if (cache != NULL) {
		l->file = path_join(c->arena, cache, cache_name);
		l->cached = true;
		/* Somebody who wants to hear what is wrong has the sources read. */
		if (d == NULL && path_distrust(c->arena, l->file) == NULL &&
		    database_open(c->arena, &l->db, layer_open_file(l->file))) {
			if (strcmp(l->db.fingerprint, fingerprint) == 0)
				return;
			/* The old answers, or none, rather than a prompt that waits. */
			if (files_are_many(files)) {
				layer_store_later(c->arena, l, files, fingerprint);
				return;
			}
			database_close(&l->db);
		} else if (d == NULL && files_are_many(files)) {
			layer_store_later(c->arena, l, files, fingerprint);
			return;
		}
	}
	struct arena *scratch = arena_new();
	const struct source *s = layer_source(scratch, name, files, d);
	int fd = l->file == NULL ? -1 : layer_store(c->arena, l->file, s, fingerprint);
	if (fd < 0)
		fd = layer_keep(s, fingerprint);
	database_open(c->arena, &l->db, fd);
	arena_free(scratch);
}

void
catalog_push_builtin(struct catalog *c, struct diagnostics *d)
{
	const char *share = path_share(c->arena);
	if (share == NULL || c->count == LAYERS)
		return;
	struct layer *l = &c->layers[c->count];
	const char *dir = path_join(c->arena, share, "patterns");
	l->file = path_join(c->arena, share, "catalog.cdb");
	if (path_distrust(c->arena, l->file) == NULL && database_open(c->arena, &l->db, layer_open_file(l->file))) {
		catalog_layer(c, "built-in", dir);
		return;
	}
	/* Another PCRE2, a file cut short: the sources stand beside it. */
	catalog_push_files(c, "built-in", dir, source_files(c->arena, dir), "catalog-built-in.cdb", d);
}

bool
catalog_hides(struct catalog *c, size_t layer, const char *id)
{
	uint32_t number;
	for (size_t i = 0; i < layer; i++)
		if (database_number(&c->layers[i].db, id, &number) || database_disables(&c->layers[i].db, id))
			return true;
	return false;
}

char *
layer_project(struct arena *a, const char *dir, struct diagnostics *d)
{
	enum { LEVELS = 64 };
	struct stat start, st;
	if (dir == NULL || dir[0] != '/' || stat(dir, &start) != 0)
		return NULL;
	const char *home = getenv("HOME");
	char *at = path_normal(a, dir, "/");
	/* Not above the home folder, nor into a folder of somebody else's. */
	for (int i = 0; i < LEVELS && stat(at, &st) == 0 && st.st_uid == start.st_uid; i++) {
		char *folder = path_join(a, at, ".remedy");
		if (path_is_dir(folder)) {
			const char *reason = path_distrust(a, folder);
			if (reason == NULL)
				return folder;
			if (d != NULL)
				diagnostics_add(d, folder, 0, 0, "%s", reason)->advice =
					_("a .remedy folder is read where it and all above it are yours alone");
			return NULL;
		}
		if (strcmp(at, "/") == 0 || (home != NULL && strcmp(at, home) == 0))
			return NULL;
		at = path_dir(a, at);
	}
	return NULL;
}

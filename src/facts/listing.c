#define _GNU_SOURCE
#include "facts/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "catalog/record.h"

enum {
	SMALL = 4 * 1024, /* a folder of few names; else CHUNK at a time */
	CHUNK = 32 * 1024,
	MANY = 128,                /* entries of a folder that is worth remembering */
	FOLDER_LIMIT = 256 * 1024, /* bytes of entries remembered of one */
	FILE_LIMIT = 1024 * 1024,  /* and of all of them */
	PATH_LONGEST = 1024,
	SETTLED = 1,                 /* seconds that a folder's times lie back: then no change goes unseen */
	ALIGNMENT = sizeof(uint64_t) /* of entries */
};

/* A remembered folder; behind it its path with a NUL, padded, and its entries.
 * `size` is that of all of it, and so leads to the next one. */
struct remembered {
	uint64_t size;
	uint64_t sum; /* record_sum of what follows */
	uint64_t device, inode;
	int64_t modified[2], changed[2];
	uint32_t path, entries; /* bytes of each */
};
enum { SUMMED = offsetof(struct remembered, device) };

_Static_assert(offsetof(struct dirent, d_name) == offsetof(struct dirent64, d_name) &&
		       offsetof(struct dirent, d_reclen) == offsetof(struct dirent64, d_reclen),
	       "readdir's entries are the kernel's");

static bool
is_site(const char *dir)
{
	size_t n = strlen(dir);
	return n > 9 && strcmp(dir + n - 9, "-packages") == 0;
}

static void
remembered_set(struct remembered *r, const struct stat *st)
{
	r->device = st->st_dev;
	r->inode = st->st_ino;
	r->modified[0] = st->st_mtim.tv_sec;
	r->modified[1] = st->st_mtim.tv_nsec;
	r->changed[0] = st->st_ctim.tv_sec;
	r->changed[1] = st->st_ctim.tv_nsec;
}

static bool
remembered_holds(const struct remembered *r, const struct stat *st)
{
	struct remembered now;
	remembered_set(&now, st);
	return r->device == now.device && r->inode == now.inode &&
	       memcmp(r->modified, now.modified, sizeof(now.modified)) == 0 &&
	       memcmp(r->changed, now.changed, sizeof(now.changed)) == 0;
}

static size_t
padded(size_t n)
{
	return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* The record at `at`, if it and its path lie within the file. */
static const struct remembered *
remembered_at(const char *file, size_t size, size_t at)
{
	const struct remembered *r = (const struct remembered *)(file + at);
	if (size - at < sizeof(*r) || r->size > size - at || r->path == 0 || r->path > PATH_LONGEST ||
	    r->entries > FOLDER_LIMIT || r->size != sizeof(*r) + padded(r->path) + padded(r->entries))
		return NULL;
	return ((const char *)(r + 1))[r->path - 1] == '\0' ? r : NULL;
}

static const char *
remembered_entries(const struct remembered *r)
{
	return (const char *)(r + 1) + padded(r->path);
}

/* It is what was written: its sum says so, and its entries follow each other, each
 * name ended: what getdents64 left behind a name is the arena's, and so zero. */
static bool
remembered_is_sound(const struct remembered *r)
{
	if (record_sum((const char *)r + SUMMED, r->size - SUMMED) != r->sum)
		return false;
	const char *entries = remembered_entries(r);
	static const size_t least = offsetof(struct dirent, d_name) + 1;
	for (size_t at = 0; at < r->entries;) {
		const struct dirent *e = (const struct dirent *)(entries + at);
		if (r->entries - at < least || e->d_reclen < least || e->d_reclen > r->entries - at ||
		    e->d_reclen % ALIGNMENT != 0 || entries[at + e->d_reclen - 1] != '\0')
			return false;
		at += e->d_reclen;
	}
	return true;
}

static const char *
folders_path(struct facts *f)
{
	const char *cache = path_cache(f->arena);
	return cache == NULL ? NULL : path_join(f->arena, cache, "folders");
}

/* Maps the file once; it is replaced as a whole, never written over. */
static void
folders_open(struct facts *f)
{
	if (f->folders_sought)
		return;
	f->folders_sought = true;
	const char *path = folders_path(f);
	int fd = path == NULL ? -1 : open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 022) == 0 &&
	    st.st_size > 0 && st.st_size <= FILE_LIMIT) {
		void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map != MAP_FAILED) {
			f->folders = map;
			f->folders_size = (size_t)st.st_size;
		}
	}
	close(fd);
}

static bool
listing_recall(struct facts *f, struct listing *l)
{
	struct stat st;
	folders_open(f);
	const struct remembered *r;
	for (size_t at = 0; (r = remembered_at(f->folders, f->folders_size, at)) != NULL; at += r->size) {
		if (strcmp((const char *)(r + 1), l->dir) != 0)
			continue;
		if (stat(l->dir, &st) != 0 || !remembered_holds(r, &st) || !remembered_is_sound(r))
			return false;
		l->first = arena_alloc(f->arena, sizeof(*l->first));
		*l->first = (struct chunk){.entries = remembered_entries(r), .size = r->entries};
		return true;
	}
	return false;
}

static size_t
entries_count(const char *entries, size_t size)
{
	size_t n = 0;
	for (size_t at = 0; at < size; n++)
		at += ((const struct dirent *)(entries + at))->d_reclen;
	return n;
}

/* False if it was cut short. */
static bool
listing_read(struct facts *f, struct listing *l, int fd)
{
	struct chunk **last = &l->first;
	size_t count = 0;
	for (size_t room = SMALL;; room = CHUNK) {
		struct chunk *c = arena_alloc(f->arena, sizeof(*c));
		char *entries = arena_alloc(f->arena, room);
		c->entries = entries;
		*last = c;
		last = &c->next;
		ssize_t n;
		while ((n = getdents64(fd, entries + c->size, room - c->size)) > 0) {
			count += entries_count(entries + c->size, (size_t)n);
			c->size += (size_t)n;
			if (count >= WALK_ENTRIES)
				f->cut = true;
			if (walk_late(f))
				return false;
		}
		if (n < 0 && errno == EINVAL) /* the next name needs more room */
			continue;
		l->fresh = n == 0 && count >= MANY && is_site(l->dir);
		return true;
	}
}

const struct listing *
listing_known(const struct facts *f, const char *dir)
{
	const struct listing *l = f->listings;
	while (l != NULL && strcmp(l->dir, dir) != 0)
		l = l->next;
	return l;
}

const struct listing *
listing_of(struct facts *f, const char *dir)
{
	const struct listing *known = listing_known(f, dir);
	if (known != NULL)
		return known;
	struct listing *l = arena_alloc(f->arena, sizeof(*l));
	l->dir = arena_strdup(f->arena, dir);
	if (!is_site(dir) || !listing_recall(f, l)) {
		int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			return NULL;
		bool whole = listing_read(f, l, fd);
		close(fd);
		if (!whole)
			return l;
	}
	l->next = f->listings;
	f->listings = l;
	return l;
}

/* Adds a listing to what is to be remembered, unless its folder is just being
 * changed, or too large. */
static void
listing_write(struct buf *b, const struct listing *l)
{
	struct remembered r = {.path = (uint32_t)strlen(l->dir) + 1};
	struct stat st;
	struct timespec now;
	if (r.path > PATH_LONGEST || stat(l->dir, &st) != 0 || clock_gettime(CLOCK_REALTIME, &now) != 0 ||
	    now.tv_sec - st.st_mtim.tv_sec <= SETTLED || now.tv_sec - st.st_ctim.tv_sec <= SETTLED)
		return;
	remembered_set(&r, &st);
	for (const struct chunk *c = l->first; c != NULL; c = c->next)
		r.entries += (uint32_t)(c->size < FOLDER_LIMIT ? c->size : FOLDER_LIMIT);
	r.size = sizeof(r) + padded(r.path) + padded(r.entries);
	if (r.entries > FOLDER_LIMIT || b->size + r.size > FILE_LIMIT)
		return;
	static const char zeros[ALIGNMENT] = {0};
	size_t begin = b->size;
	buf_add(b, (const char *)&r, sizeof(r));
	buf_add(b, l->dir, r.path);
	buf_add(b, zeros, padded(r.path) - r.path);
	for (const struct chunk *c = l->first; c != NULL; c = c->next)
		buf_add(b, c->entries, c->size);
	buf_add(b, zeros, padded(r.entries) - r.entries);
	struct remembered *written = (struct remembered *)(b->text + begin);
	written->sum = record_sum((const char *)written + SUMMED, r.size - SUMMED);
}

void
listings_remember(struct facts *f)
{
	struct buf b = buf_new(f->arena);
	const struct listing *l;
	for (l = f->listings; l != NULL; l = l->next)
		if (l->fresh)
			listing_write(&b, l);
	if (b.size == 0)
		return;
	/* Then those that were remembered before, as many as fit. */
	const struct remembered *r;
	for (size_t at = 0; (r = remembered_at(f->folders, f->folders_size, at)) != NULL; at += r->size) {
		l = listing_known(f, (const char *)(r + 1));
		if ((l == NULL || !l->fresh) && b.size + r->size <= FILE_LIMIT)
			buf_add(&b, (const char *)r, r->size);
	}
	const char *path = folders_path(f);
	if (path != NULL && path_distrust(f->arena, path) == NULL)
		path_write(f->arena, path, b.text, b.size);
}

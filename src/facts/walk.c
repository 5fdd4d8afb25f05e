#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "facts/fact.h"

enum { SMALL = 4 * 1024, CHUNK = 32 * 1024 };

/* What one getdents64 gave, as it came. */
struct chunk {
	struct chunk *next;
	size_t size;
	char entries[];
};

struct listing {
	struct listing *next;
	const char *dir;
	struct chunk *first;
};

_Static_assert(offsetof(struct dirent, d_name) == offsetof(struct dirent64, d_name) &&
		       offsetof(struct dirent, d_reclen) == offsetof(struct dirent64, d_reclen),
	       "readdir's entries are the kernel's");

bool
walk_late(struct facts *f)
{
	struct timespec now;
	if (f->cut)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &now);
	f->cut = f->deadline != 0 && now.tv_sec * 1000000000LL + now.tv_nsec > f->deadline;
	return f->cut;
}

static size_t
chunk_entries(const struct chunk *c, size_t from)
{
	size_t n = 0;
	for (; from < c->size; n++)
		from += ((const struct dirent *)(c->entries + from))->d_reclen;
	return n;
}

/* False if it was cut short: then it is good for this walk only. */
static bool
listing_read(struct facts *f, struct listing *l, int fd)
{
	struct chunk **last = &l->first;
	size_t entries = 0;
	for (size_t room = SMALL;; room = CHUNK) {
		struct chunk *c = arena_alloc(f->arena, sizeof(*c) + room);
		*last = c;
		last = &c->next;
		ssize_t n;
		while ((n = getdents64(fd, c->entries + c->size, room - c->size)) > 0) {
			size_t from = c->size;
			c->size += (size_t)n;
			entries += chunk_entries(c, from);
			if (entries >= WALK_ENTRIES)
				f->cut = true;
			if (walk_late(f))
				return false;
		}
		if (n == 0 || errno != EINVAL) /* EINVAL: the next name needs more room */
			return true;
	}
}

static struct listing *
listing_of(struct facts *f, const char *dir)
{
	struct listing *l = f->listings;
	while (l != NULL && strcmp(l->dir, dir) != 0)
		l = l->next;
	return l;
}

bool
walk_may_have(struct facts *f, const char *dir, const char *name)
{
	const struct listing *l = listing_of(f, dir);
	for (const struct chunk *c = l == NULL ? NULL : l->first; c != NULL; c = c->next)
		for (size_t at = 0; at < c->size;) {
			const struct dirent *entry = (const struct dirent *)(c->entries + at);
			if (entry->d_name[0] == name[0] && strcmp(entry->d_name, name) == 0)
				return true;
			at += entry->d_reclen;
		}
	return l == NULL;
}

bool
walk_open(struct walk *w, struct facts *f, const char *dir)
{
	struct listing *l = listing_of(f, dir);
	if (walk_late(f))
		return false;
	if (l == NULL) {
		int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0)
			return false;
		l = arena_alloc(f->arena, sizeof(*l));
		l->dir = arena_strdup(f->arena, dir);
		if (listing_read(f, l, fd)) {
			l->next = f->listings;
			f->listings = l;
		}
		close(fd);
	}
	*w = (struct walk){.facts = f, .chunk = l->first};
	return true;
}

const struct dirent *
walk_next(struct walk *w)
{
	while (w->chunk != NULL) {
		if (w->at == w->chunk->size) {
			w->chunk = w->chunk->next;
			w->at = 0;
			continue;
		}
		/* The clock costs more than an entry: looked at once in a while. */
		if (++w->seen % 64 == 0 && walk_late(w->facts))
			return NULL;
		const struct dirent *entry = (const struct dirent *)(w->chunk->entries + w->at);
		w->at += entry->d_reclen;
		if (entry->d_name[0] != '.' || (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0))
			return entry;
	}
	return NULL;
}

#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "facts/listing.h"

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

bool
walk_may_have(struct facts *f, const char *dir, const char *name)
{
	const struct listing *l = listing_known(f, dir);
	if (l == NULL)
		return true;
	const struct dirent *entry;
	const struct chunk *c = l->first;
	for (size_t at = 0; (entry = listing_next(&c, &at)) != NULL;)
		if (entry->d_name[0] == name[0] && strcmp(entry->d_name, name) == 0)
			return true;
	return false;
}

bool
walk_open(struct walk *w, struct facts *f, const char *dir)
{
	const struct listing *l = walk_late(f) ? NULL : listing_of(f, dir);
	if (l == NULL)
		return false;
	*w = (struct walk){.facts = f, .chunk = l->first};
	return true;
}

const struct dirent *
walk_next(struct walk *w)
{
	const struct dirent *entry;
	while ((entry = listing_next(&w->chunk, &w->at)) != NULL) {
		/* The clock costs more than an entry: looked at once in a while. */
		if (++w->seen % 64 == 0 && walk_late(w->facts))
			return NULL;
		if (entry->d_name[0] != '.' || (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0))
			return entry;
	}
	return NULL;
}

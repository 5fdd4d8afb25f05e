/* listing: the entries of a folder, read once a process. Those of site
 * directories, where hundreds of names take longer to read than all else that a
 * hint needs, are remembered in $XDG_CACHE_HOME/remedy/folders as long as the
 * folder's times say that nothing was added or removed. They live in the facts'
 * arena, or in that file's memory. */
#ifndef REMEDY_FACTS_LISTING_H
#define REMEDY_FACTS_LISTING_H

#include "facts/fact.h"

/* Entries as getdents64 gives them. */
struct chunk {
	struct chunk *next;
	const char *entries;
	size_t size;
};

struct listing {
	struct listing *next;
	const char *dir;
	struct chunk *first;
	bool fresh; /* read from a site directory, and not remembered yet */
};

/* The listing of a folder that was read before, or NULL. */
const struct listing *listing_known(const struct facts *f, const char *dir);
/* The same, read if it was not; NULL if it cannot be read. One that was cut short
 * by the fact's deadline is not known afterwards. */
const struct listing *listing_of(struct facts *f, const char *dir);

/* Every entry of a listing in turn; `at` starts as 0. NULL at the end. */
static inline const struct dirent *
listing_next(const struct chunk **chunk, size_t *at)
{
	while (*chunk != NULL && *at >= (*chunk)->size) {
		*chunk = (*chunk)->next;
		*at = 0;
	}
	if (*chunk == NULL)
		return NULL;
	const struct dirent *entry = (const struct dirent *)((*chunk)->entries + *at);
	*at += entry->d_reclen;
	return entry;
}

/* Remembers what was read from site directories, for the next process. */
void listings_remember(struct facts *f);

#endif

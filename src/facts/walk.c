#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "facts/fact.h"

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
walk_open(struct walk *w, struct facts *f, const char *dir)
{
	w->facts = f;
	w->left = WALK_ENTRIES;
	w->dir = walk_late(f) ? NULL : opendir(dir);
	return w->dir != NULL;
}

const struct dirent *
walk_next(struct walk *w)
{
	for (;;) {
		/* The clock costs more than an entry: looked at once in a while. */
		if (w->left == 0 || (w->left % 64 == 0 && walk_late(w->facts))) {
			w->facts->cut = true;
			return NULL;
		}
		w->left--;
		/* cppcheck-suppress readdirCalled; no other thread, no other user of this DIR */
		const struct dirent *entry = readdir(w->dir);
		if (entry == NULL)
			return NULL;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			return entry;
	}
}

void
walk_close(struct walk *w)
{
	if (w->dir != NULL)
		closedir(w->dir);
	w->dir = NULL;
}

/* change: an `edit` fix as a change of one line of a file: shown, and made with
 * the old file kept beside it. */
#ifndef REMEDY_COMMANDS_CHANGE_H
#define REMEDY_COMMANDS_CHANGE_H

#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "hint/hint.h"

struct change {
	const char *file; /* real, absolute */
	int line;
	const char *text; /* the whole file as it is */
	size_t size;
	size_t from, to;   /* bytes of the line, without its end */
	const char *after; /* what the line becomes */
	struct stat st;    /* of the file when it was read */
};

/* The change that f (an edit) asks for; a relative file is looked for in `cwd`.
 * False, with a translated reason in *why, if there is no such file or line, if
 * `before` does not stand in that line exactly once, or if the file was changed
 * after `since` (may be NULL). */
bool change_read(struct arena *a, const struct fix *f, const char *cwd, const struct timespec *since, struct change *c,
		 const char **why);

/* The line and its neighbours as `diff -u` shows them. */
void change_show(struct buf *out, const struct change *c);

/* Makes the change: the old content stays as "FILE~" (or FILE.~2~ …), whose name
 * *backup gets. On failure nothing is changed and *why says what hindered. */
bool change_apply(struct arena *a, const struct change *c, const char **backup, const char **why);

#endif

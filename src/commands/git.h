/* git: the program of that name, run with arguments of its own (no shell), to fetch
 * a repository and to read files out of it. Nothing of the repository's is run or
 * checked out: no hooks, no filters, no submodules; the protocols are https, ssh
 * and file. */
#ifndef REMEDY_COMMANDS_GIT_H
#define REMEDY_COMMANDS_GIT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* Runs git in `repository` (NULL: nowhere) with these arguments, NULL-terminated.
 * What it prints on stdout goes to `out` (at most `limit` bytes), what it prints on
 * stderr to *said, safe to show. False if it could not be started, failed, or
 * printed more. */
bool git_run(struct arena *a, const char *repository, const char *const *arguments, size_t limit, struct buf *out,
	     const char **said);

/* Fetches `url` at `ref` (NULL: where its HEAD stands) as a bare repository into `to`,
 * which must not be there; *commit gets the commit's full name. */
bool git_fetch(struct arena *a, const char *url, const char *ref, const char *to, const char **commit,
	       const char **said);

#endif

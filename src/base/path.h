/* path: files and folders of this user, and whether they can be trusted. */
#ifndef REMEDY_BASE_PATH_H
#define REMEDY_BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

/* dir/name, without a doubled slash. */
char *path_join(struct arena *a, const char *dir, const char *name);
/* The last component (points into path); "/" for the root. */
const char *path_base(const char *path);
/* All before the last slash; "." where there is none, "/" for the root. */
char *path_dir(struct arena *a, const char *path);
/* Absolute form with "." and ".." and doubled slashes removed by text alone
 * (links are not followed); relative paths start at cwd. */
char *path_normal(struct arena *a, const char *path, const char *cwd);
/* A path as Python prints it, as it is on disk: a byte that is no UTF-8 stands there as
 * "\udcff". The path itself where such a file is there, or nothing of that kind in it. */
char *path_of_python(struct arena *a, const char *path);
/* As a person writes it: "~" for the home folder at its beginning. */
char *path_shown(struct arena *a, const char *path);

bool path_exists(const char *path);
bool path_is_dir(const char *path);
bool path_is_executable(const char *path); /* a regular file with x for us */

/* Reads a regular file of at most `limit` bytes whole (never a FIFO, device or
 * folder: opened O_NONBLOCK|O_NOCTTY, checked by fstat). NUL-terminated;
 * *size may be NULL. A longer file gives its first `limit` bytes when
 * `cut` is true, else NULL. NULL on any failure, errno set. */
char *path_read(struct arena *a, const char *path, size_t limit, bool cut, size_t *size);

/* Writes a file whole by a temporary name, fsync-free rename(2), mode 0600;
 * makes missing parent folders with 0700. False with errno on failure; then
 * nothing is left behind. */
bool path_write(struct arena *a, const char *path, const char *bytes, size_t n);

/* Why what stands at path must not be trusted, or NULL if it may be: it is
 * owned by this user or root, not writable by group or others (a sticky folder
 * such as /tmp counts as safe for its own, never for a file in it), and so are
 * its parents up to the root. The reason is a translated sentence. A missing
 * file is no reason. */
const char *path_distrust(struct arena *a, const char *path);

/* This user's folders by the XDG Base Directory Specification, with "/remedy"
 * appended; NULL where there is no usable HOME (absolute, existing) or where they
 * are another user's. A relative XDG_* value is ignored, as the specification says. */
char *path_config(struct arena *a); /* $XDG_CONFIG_HOME or ~/.config */
char *path_cache(struct arena *a);  /* $XDG_CACHE_HOME or ~/.cache */
char *path_state(struct arena *a);  /* $XDG_STATE_HOME or ~/.local/state */
char *path_data(struct arena *a);   /* $XDG_DATA_HOME or ~/.local/share */

/* Our own installed folders, from where this program stands (/proc/self/exe):
 * bin/remedy -> ../share/remedy, ../lib/remedy, ../share/locale. */
char *path_share(struct arena *a);
char *path_lib(struct arena *a);
char *path_locale(struct arena *a);

/* Where `word` is found on PATH (or `word` itself when it holds a slash and is
 * executable); NULL if nowhere. `path` NULL means getenv("PATH"). */
char *path_search(struct arena *a, const char *word, const char *path);

/* A path as a person says it who stands in the working directory: what is below
 * that directory without it, all else as it is. */
const char *path_from_here(struct arena *a, const char *path);

#endif

#include "base/path.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"

char *
path_join(struct arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	bool slash = n > 0 && dir[n - 1] == '/';
	char *path = arena_alloc(a, n + m + 2);
	memcpy(path, dir, n);
	path[n] = '/';
	memcpy(path + n + (slash ? 0 : 1), name, m + 1);
	return path;
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash == NULL || (slash == path && slash[1] == '\0') ? path : slash + 1;
}

char *
path_dir(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return arena_strdup(a, ".");
	return slash == path ? arena_strdup(a, "/") : arena_strndup(a, path, (size_t)(slash - path));
}

char *
path_normal(struct arena *a, const char *path, const char *cwd)
{
	struct buf b = buf_new(a);
	const char *parts[2] = {*path == '/' ? "" : cwd, path};
	for (size_t i = 0; i < 2; i++) {
		for (const char *s = parts[i]; *s != '\0';) {
			size_t n = strcspn(s, "/");
			if (n == 2 && strncmp(s, "..", 2) == 0) {
				while (b.size > 0 && b.text[--b.size] != '/')
					;
				b.text[b.size] = '\0';
			} else if (n > 0 && !(n == 1 && *s == '.')) {
				buf_add_char(&b, '/');
				buf_add(&b, s, n);
			}
			s += n;
			s += strspn(s, "/");
		}
	}
	if (b.size == 0)
		buf_add_char(&b, '/');
	return b.text;
}

char *
path_of_python(struct arena *a, const char *path)
{
	char *real = arena_strdup(a, path), *to = real;
	if (strstr(path, "\\udc") == NULL || path_exists(path))
		return real;
	for (const char *p = path; *p != '\0'; to++) {
		char digits[3] = "";
		if (strncmp(p, "\\udc", 4) == 0 && strchr("89abcdef", p[4]) != NULL && isxdigit((unsigned char)p[4]) &&
		    isxdigit((unsigned char)p[5])) {
			memcpy(digits, p + 4, 2);
			*to = (char)strtoul(digits, NULL, 16);
			p += 6;
		} else {
			*to = *p++;
		}
	}
	*to = '\0';
	return path_exists(real) ? real : arena_strdup(a, path);
}

char *
path_shown(struct arena *a, const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home != NULL ? strlen(home) : 0;
	while (n > 1 && home[n - 1] == '/')
		n--;
	if (n > 1 && strncmp(path, home, n) == 0 && (path[n] == '/' || path[n] == '\0'))
		return arena_printf(a, "~%s", path + n);
	return arena_strdup(a, path);
}

bool
path_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool
path_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
path_is_executable(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

char *
path_read(struct arena *a, const char *path, size_t limit, bool cut, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return NULL;
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		errno = EINVAL;
		return NULL;
	}
	if (!cut && st.st_size > 0 && (size_t)st.st_size > limit) {
		close(fd);
		errno = EFBIG;
		return NULL;
	}
	/* Files of /proc say size 0 and are read to their end; one that says how
	 * large it is mostly gives all of it, and its end, at once. */
	struct buf b = buf_new(a);
	char chunk[16384];
	ssize_t n = 0;
	bool ended = false;
	while (!ended && b.size < limit + 1 && (n = read(fd, chunk, sizeof(chunk))) > 0) {
		buf_add(&b, chunk, (size_t)n);
		ended = b.size == (size_t)st.st_size && (size_t)n < sizeof(chunk);
	}
	int saved = errno;
	close(fd);
	if (n < 0) {
		errno = saved;
		return NULL;
	}
	if (b.size > limit) {
		if (!cut) {
			errno = EFBIG;
			return NULL;
		}
		b.size = limit;
		b.text[limit] = '\0';
	}
	if (size != NULL)
		*size = b.size;
	return b.text;
}

static bool
make_parents(struct arena *a, const char *path)
{
	char *dir = path_dir(a, path);
	if (path_is_dir(dir))
		return true;
	return make_parents(a, dir) && (mkdir(dir, 0700) == 0 || errno == EEXIST);
}

bool
path_write(struct arena *a, const char *path, const char *bytes, size_t n)
{
	if (!make_parents(a, path))
		return false;
	char *temporary = arena_printf(a, "%s.%ld.tmp", path, (long)getpid());
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST && unlink(temporary) == 0) /* left by a killed one with our pid */
		fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool good = true;
	while (good && n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done < 0 && errno == EINTR)
			continue;
		good = done > 0;
		if (good) {
			bytes += done;
			n -= (size_t)done;
		}
	}
	good = close(fd) == 0 && good && rename(temporary, path) == 0;
	if (!good) {
		int saved = errno;
		unlink(temporary);
		errno = saved;
	}
	return good;
}

const char *
path_distrust(struct arena *a, const char *path)
{
	uid_t self = geteuid();
	char *at = path_normal(a, path, "/");
	for (bool whole = true;; whole = false) {
		struct stat st;
		if (stat(at, &st) == 0) {
			bool sticky = S_ISDIR(st.st_mode) && (st.st_mode & S_ISVTX) != 0 && !whole;
			if (st.st_uid != self && st.st_uid != 0)
				return arena_printf(a, _("%s belongs to another user"), at);
			/* A user's own group (the same number as the user's) has no other member. */
			bool group = (st.st_mode & S_IWGRP) != 0 && st.st_gid != 0 && st.st_gid != (gid_t)self;
			if (!sticky && (group || (st.st_mode & S_IWOTH) != 0))
				return arena_printf(a, _("%s can be written by others"), at);
		}
		if (strcmp(at, "/") == 0)
			return NULL;
		at = path_dir(a, at);
	}
}

static bool
is_ones_own(const struct stat *st, bool itself)
{
	bool open = (st->st_mode & S_IWOTH) != 0 && (itself || (st->st_mode & S_ISVTX) == 0);
	return st->st_uid == geteuid() || (st->st_uid == 0 && !open);
}

/* What stands at dir, or above it where it is yet to be made, is this user's or
 * root's. Under `sudo -E` and `su` the folders of the variables are another's, who
 * could have us write wherever a link there leads. */
static bool
is_own(struct arena *a, const char *dir)
{
	struct stat st;
	const char *at = dir;
	while (stat(at, &st) != 0) {
		if (errno != ENOENT || strcmp(at, "/") == 0)
			return false;
		at = path_dir(a, at);
	}
	return is_ones_own(&st, at == dir);
}

static char *
xdg(struct arena *a, const char *variable, const char *below_home)
{
	const char *dir = getenv(variable);
	if (dir != NULL && *dir == '/')
		return is_own(a, dir) ? path_join(a, dir, "remedy") : NULL;
	const char *home = getenv("HOME");
	struct stat st;
	if (home == NULL || *home != '/' || stat(home, &st) != 0 || !S_ISDIR(st.st_mode) || !is_ones_own(&st, true))
		return NULL;
	return arena_printf(a, "%s/%s/remedy", home, below_home);
}

char *
path_config(struct arena *a)
{
	return xdg(a, "XDG_CONFIG_HOME", ".config");
}

char *
path_cache(struct arena *a)
{
	return xdg(a, "XDG_CACHE_HOME", ".cache");
}

char *
path_state(struct arena *a)
{
	return xdg(a, "XDG_STATE_HOME", ".local/state");
}

char *
path_data(struct arena *a)
{
	return xdg(a, "XDG_DATA_HOME", ".local/share");
}

/* Folder `name` beside the bin/ that this program stands in. */
static char *
beside(struct arena *a, const char *name)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	if (n <= 0)
		return arena_strdup(a, name);
	exe[n] = '\0';
	return path_join(a, path_dir(a, path_dir(a, exe)), name);
}

char *
path_share(struct arena *a)
{
	return beside(a, "share/remedy");
}

char *
path_lib(struct arena *a)
{
	return beside(a, "lib/remedy");
}

char *
path_locale(struct arena *a)
{
	return beside(a, "share/locale");
}

char *
path_search(struct arena *a, const char *word, const char *path)
{
	if (*word == '\0')
		return NULL;
	if (strchr(word, '/') != NULL)
		return path_is_executable(word) ? arena_strdup(a, word) : NULL;
	if (path == NULL)
		path = getenv("PATH");
	if (path == NULL)
		return NULL;
	for (;;) {
		size_t n = strcspn(path, ":");
		/* An empty entry is the working directory, by POSIX. */
		char *candidate = n == 0 ? path_join(a, ".", word) : path_join(a, arena_strndup(a, path, n), word);
		if (path_is_executable(candidate))
			return candidate;
		if (path[n] == '\0')
			return NULL;
		path += n + 1;
	}
}

const char *
path_from_here(struct arena *a, const char *path)
{
	char here[PATH_MAX];
	if (path[0] != '/' || getcwd(here, sizeof(here)) == NULL || here[1] == '\0')
		return path;
	size_t n = strlen(here);
	if (strncmp(path, here, n) != 0 || path[n] != '/' || path[n + 1] == '\0' || path[n + 1] == '/')
		return path;
	/* A name that looks like an option, or like a word of our own, is not left bare. */
	return path[n + 1] == '-' || path[n + 1] == '<' ? arena_printf(a, "./%s", path + n + 1) : path + n + 1;
}

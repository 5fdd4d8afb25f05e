#include "memory/cure.h"

#include <cdb.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "memory/journal.h"

enum { KEY_SIZE = 16, CURES_MAX = 8, VALUE_LIMIT = 8000, DAY = 24 * 60 * 60 };

static char *
snapshot(struct arena *a)
{
	const char *state = path_state(a);
	return state == NULL ? NULL : path_join(a, state, "cures.cdb");
}

/* "kind\tline\tfolder\tworked\tfailed\tlast" */
static bool
cure_parse(char *value, struct cure *c)
{
	char *fields[6], *at = value;
	for (size_t i = 0; i < 6; i++) {
		fields[i] = at;
		at += strcspn(at, "\t");
		if ((*at == '\0') != (i == 5))
			return false;
		*at = '\0';
		at += i < 5;
	}
	*c = (struct cure){.kind = fields[0],
			   .line = fields[1],
			   .folder = fields[2],
			   .worked = (unsigned)strtoul(fields[3], NULL, 10),
			   .failed = (unsigned)strtoul(fields[4], NULL, 10),
			   .last = strtoll(fields[5], NULL, 10)};
	return !text_is_hostile(c->line) && !text_is_hostile(c->folder) && *c->line != '\0';
}

int
cure_order(const struct cure *x, const struct cure *y)
{
	long sx = (long)x->worked - 2 * (long)x->failed, sy = (long)y->worked - 2 * (long)y->failed;
	/* A month's age weighs as much as one success. */
	sx -= (long)((y->last > x->last ? y->last - x->last : 0) / (30 * DAY));
	sy -= (long)((x->last > y->last ? x->last - y->last : 0) / (30 * DAY));
	if (sx != sy)
		return sx < sy ? 1 : -1;
	if (x->last != y->last)
		return x->last < y->last ? 1 : -1;
	return strcmp(x->line, y->line);
}

static int
by_order(const void *x, const void *y)
{
	return cure_order(x, y);
}

struct cures
cure_find(struct arena *a, const char *key)
{
	struct cures found = {0};
	struct cdb db;
	const char *file = snapshot(a);
	int fd = file == NULL || key == NULL || strlen(key) != KEY_SIZE
			 ? -1
			 : open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return found;
	struct stat st;
	bool sound = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 077) == 0;
	if (!sound || cdb_init(&db, fd) != 0) {
		close(fd);
		return found;
	}
	struct cdb_find search;
	const char **tried = NULL; /* read where there is a cure at all */
	found.all = arena_array(a, CURES_MAX, sizeof(*found.all));
	if (cdb_findinit(&search, &db, key, KEY_SIZE) > 0)
		while (found.count < CURES_MAX && cdb_findnext(&search) > 0) {
			unsigned size = cdb_datalen(&db);
			const char *value = size <= VALUE_LIMIT ? cdb_getdata(&db) : NULL;
			struct cure *c = &found.all[found.count];
			if (value == NULL || !cure_parse(arena_strndup(a, value, size), c))
				continue;
			if (tried == NULL)
				tried = journal_tried(a, key);
			for (const char **line = tried; *line != NULL; line++)
				c->failed += strcmp(*line, c->line) == 0;
			found.count += c->worked > c->failed;
		}
	cdb_free(&db);
	close(fd);
	qsort(found.all, found.count, sizeof(*found.all), by_order);
	return found;
}

bool
cure_write(struct arena *a, const char *const *keys, const struct cure *cures, size_t count)
{
	struct cdb_make make;
	const char *file = snapshot(a);
	if (file == NULL)
		return false;
	char *made = arena_printf(a, "%s.%ld", file, (long)getpid());
	int fd = open(made, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || cdb_make_start(&make, fd) != 0) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool done = true;
	for (size_t i = 0; i < count && done; i++) {
		const struct cure *c = &cures[i];
		char *value = arena_printf(a, "%s\t%s\t%s\t%u\t%u\t%lld", c->kind, c->line, c->folder, c->worked,
					   c->failed, (long long)c->last);
		done = cdb_make_add(&make, keys[i], KEY_SIZE, value, (unsigned)strlen(value)) == 0;
	}
	done = cdb_make_finish(&make) == 0 && done;
	done = close(fd) == 0 && done;
	if (!done || rename(made, file) != 0) {
		unlink(made);
		return false;
	}
	return true;
}

const char *
cure_age(struct arena *a, int64_t then, int64_t now)
{
	int64_t days = (now - then) / DAY;
	if (then > now)
		return _("once");
	if (now - then < 2 * 60)
		return _("just now");
	if (now - then < 2 * 3600)
		return arena_printf(a, _("%d minutes ago"), (int)((now - then) / 60));
	if (days < 2)
		return arena_printf(a, _("%d hours ago"), (int)((now - then) / 3600));
	if (days < 14)
		return arena_printf(a, _("%d days ago"), (int)days);
	if (days < 60)
		return arena_printf(a, _("%d weeks ago"), (int)(days / 7));
	if (days < 730)
		return arena_printf(a, _("%d months ago"), (int)(days / 30));
	return arena_printf(a, _("%d years ago"), (int)(days / 365));
}

/* By its first command, behind what only runs another. */
bool
cure_is_possible(struct arena *a, const char *line)
{
	static const char *const idle[] = {
		"ls",    "ll",     "cat",     "bat",    "less",  "more", "head", "tail",   "grep",     "rg",
		"ag",    "find",   "fd",      "which",  "type",  "man",  "info", "help",   "echo",     "printf",
		"pwd",   "date",   "history", "clear",  "ps",    "top",  "htop", "df",     "du",       "free",
		"file",  "stat",   "wc",      "diff",   "vim",   "vi",   "nvim", "nano",   "emacs",    "code",
		"micro", "hx",     "remedy",  "jobs",   "fg",    "bg",   "exit", "logout", "man",      "tree",
		"uname", "whoami", "id",      "true",   "false", "test", "tmux", "screen", "ssh",      "watch",
		"sleep", "gdb",    "strace",  "ltrace", "ping",  "dig",  "host", "open",   "xdg-open", NULL};
	static const char *const wrappers[] = {"sudo", "doas",    "env",     "nice", "nohup",
					       "time", "command", "builtin", "exec", NULL};
	static const char *const readers[] = {" list",   " show", " freeze",    " check",       " status",
					      " log",    " diff", " --version", " -V",          " --help",
					      " search", " info", " which",     " config list", NULL};
	const char *s = line;
	for (;;) {
		s += strspn(s, " \t");
		size_t n = strcspn(s, " \t;&|");
		if (n == 0)
			return false;
		char *word = arena_strndup(a, s, n), *base = strrchr(word, '/');
		bool wraps = strchr(word, '=') != NULL && s[n] == ' ';
		for (const char *const *w = wrappers; *w != NULL; w++)
			wraps = wraps || strcmp(word, *w) == 0;
		if (wraps && s[n] != '\0') {
			s += n;
			continue;
		}
		base = base != NULL && strcmp(base, "/activate") != 0 ? base + 1 : word;
		for (const char *const *w = idle; *w != NULL; w++)
			if (strcmp(base, *w) == 0)
				return false;
		bool python = strncmp(base, "python", 6) == 0 || strncmp(base, "pypy", 4) == 0 ||
			      strncmp(base, "ipython", 7) == 0;
		const char *rest = s + n;
		if (python && strstr(rest, " -m pip") == NULL && strstr(rest, " -m venv") == NULL &&
		    strstr(rest, " -m ensurepip") == NULL && strstr(rest, "manage.py") == NULL &&
		    strstr(rest, "setup.py") == NULL && strstr(rest, " -m ") == NULL)
			return false;
		for (const char *const *r = readers; *r != NULL; r++)
			if (strncmp(rest, *r, strlen(*r)) == 0 && strchr(" \t;&|", rest[strlen(*r)]) != NULL)
				return false;
		return strcmp(base, "cd") != 0 && strcmp(base, "pushd") != 0 && strcmp(base, "popd") != 0;
	}
}

#include "commands/change.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"

enum { FILE_LIMIT = 16 * 1024 * 1024, SHOWN = 400, BACKUPS = 100 };

static bool
is_later(const struct timespec *x, const struct timespec *y)
{
	return x->tv_sec > y->tv_sec || (x->tv_sec == y->tv_sec && x->tv_nsec > y->tv_nsec);
}

/* How often `what` stands in the n bytes at s; *at gets where it stands first. */
static unsigned
occurrences(const char *s, size_t n, const char *what, size_t *at)
{
	unsigned count = 0;
	size_t length = strlen(what);
	for (const char *p = s; length > 0 && (p = memmem(p, n - (size_t)(p - s), what, length)) != NULL; p += length)
		if (count++ == 0)
			*at = (size_t)(p - s);
	return count;
}

/* The bytes of line c->line; false if the file is shorter. */
static bool
find_line(struct change *c)
{
	size_t at = 0;
	for (int i = 1; i < c->line; i++) {
		const char *newline = memchr(c->text + at, '\n', c->size - at);
		if (newline == NULL)
			return false;
		at = (size_t)(newline + 1 - c->text);
	}
	if (at == c->size)
		return false;
	const char *newline = memchr(c->text + at, '\n', c->size - at);
	c->from = at;
	c->to = newline != NULL ? (size_t)(newline - c->text) : c->size;
	if (c->to > c->from && c->text[c->to - 1] == '\r')
		c->to--;
	return true;
}

bool
change_read(struct arena *a, const struct fix *f, const char *cwd, const struct timespec *since, struct change *c,
	    const char **why)
{
	char real[PATH_MAX];
	const char *named = path_of_python(a, path_normal(a, f->file, cwd != NULL ? cwd : "/"));
	const char *shown = text_safe(a, f->file, SHOWN);
	*c = (struct change){.line = f->line};
	if (realpath(named, real) == NULL || stat(real, &c->st) != 0) {
		*why = arena_printf(a, _("%s is not there"), shown);
		return false;
	}
	c->file = arena_strdup(a, real);
	if (since != NULL && is_later(&c->st.st_mtim, since)) {
		*why = arena_printf(a, _("%s was changed after the failure; run it again first"), shown);
		return false;
	}
	c->text = path_read(a, c->file, FILE_LIMIT, false, &c->size);
	if (c->text == NULL || (off_t)c->size != c->st.st_size) {
		*why = arena_printf(a, _("%s cannot be read: %s"), shown,
				    c->text == NULL ? strerror(errno) : _("it changes"));
		return false;
	}
	size_t at = 0;
	if (c->line < 1 || !find_line(c)) {
		*why = arena_printf(a, _("%s has no line %d any more"), shown, c->line);
		return false;
	}
	unsigned count = occurrences(c->text + c->from, c->to - c->from, f->before, &at);
	if (count != 1) {
		const char *format = count == 0 ? _("line %d of %s does not hold '%s' any more")
						: _("line %d of %s holds '%s' more than once; change it in an editor");
		*why = arena_printf(a, format, c->line, shown, text_safe(a, f->before, SHOWN));
		return false;
	}
	struct buf line = buf_new(a);
	buf_add(&line, c->text + c->from, at);
	buf_add_string(&line, f->after);
	size_t behind = c->from + at + strlen(f->before);
	buf_add(&line, c->text + behind, c->to - behind);
	c->after = line.text;
	return true;
}

static void
show_line(struct buf *out, char mark, const char *text, size_t n)
{
	const char *safe = text_safe(out->arena, arena_strndup(out->arena, text, n), SHOWN);
	buf_printf(out, "%c%s\n", mark, safe);
}

void
change_show(struct buf *out, const struct change *c)
{
	const char *name = text_safe(out->arena, c->file, SHOWN);
	buf_printf(out, "--- %s\n+++ %s\n@@ %d @@\n", name, name, c->line);
	if (c->from > 0) {
		size_t end = c->from - 1, start = end;
		while (start > 0 && c->text[start - 1] != '\n')
			start--;
		if (end > start && c->text[end - 1] == '\r')
			end--;
		show_line(out, ' ', c->text + start, end - start);
	}
	show_line(out, '-', c->text + c->from, c->to - c->from);
	show_line(out, '+', c->after, strlen(c->after));
	const char *next = memchr(c->text + c->to, '\n', c->size - c->to);
	if (next != NULL && (size_t)(next + 1 - c->text) < c->size)
		show_line(out, ' ', next + 1, strcspn(next + 1, "\r\n"));
}

static bool
write_new(const char *file, const struct stat *like, const struct buf *text)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool good = true;
	const char *p = text->text;
	for (size_t left = text->size; good && left > 0;) {
		ssize_t done = write(fd, p, left);
		if (done < 0 && errno == EINTR)
			continue;
		good = done > 0;
		if (good) {
			p += done;
			left -= (size_t)done;
		}
	}
	/* An owner who is another one than we are keeps the file through its mode alone. */
	good = good && (fchown(fd, like->st_uid, like->st_gid) == 0 || like->st_uid == geteuid());
	good = good && fchmod(fd, like->st_mode & 07777) == 0 && fsync(fd) == 0;
	int saved = errno;
	good = close(fd) == 0 && good;
	if (!good) {
		unlink(file);
		errno = saved;
	}
	return good;
}

static bool
is_unchanged(const struct change *c)
{
	struct stat st;
	return stat(c->file, &st) == 0 && st.st_ino == c->st.st_ino && st.st_dev == c->st.st_dev &&
	       st.st_size == c->st.st_size && st.st_mtim.tv_sec == c->st.st_mtim.tv_sec &&
	       st.st_mtim.tv_nsec == c->st.st_mtim.tv_nsec;
}

bool
change_apply(struct arena *a, const struct change *c, const char **backup, const char **why)
{
	struct buf old = buf_new(a), new = buf_new(a);
	buf_add(&old, c->text, c->size);
	buf_add(&new, c->text, c->from);
	buf_add_string(&new, c->after);
	buf_add(&new, c->text + c->to, c->size - c->to);

	const char *kept = arena_printf(a, "%s~", c->file);
	bool good = write_new(kept, &c->st, &old);
	for (int i = 2; !good && errno == EEXIST && i < BACKUPS; i++) {
		kept = arena_printf(a, "%s.~%d~", c->file, i);
		good = write_new(kept, &c->st, &old);
	}
	if (!good) {
		*why = arena_printf(a, _("no copy of %s can be kept: %s"), text_safe(a, c->file, SHOWN),
				    strerror(errno));
		return false;
	}
	const char *temporary = arena_printf(a, "%s.%ld.remedy", c->file, (long)getpid());
	if (!is_unchanged(c)) {
		*why = arena_printf(a, _("%s was changed meanwhile"), text_safe(a, c->file, SHOWN));
		unlink(kept);
		return false;
	}
	if (!write_new(temporary, &c->st, &new) || rename(temporary, c->file) != 0) {
		*why = arena_printf(a, _("%s cannot be written: %s"), text_safe(a, c->file, SHOWN), strerror(errno));
		unlink(temporary);
		unlink(kept);
		return false;
	}
	*backup = kept;
	return true;
}

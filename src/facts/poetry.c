#include "facts/poetry.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "facts/distribution.h"
#include "facts/version.h"

enum { PARTS = 16, LENGTH = 200 };

/* Where a version that is written ^1.2.3 or ~1.2.3 ends: "2", "1.3". */
static bool
add_bound(struct buf *b, char op, const char *s, size_t n)
{
	unsigned long parts[PARTS];
	size_t count = 0, kept = 0;
	for (const char *at = s; at < s + n && count < PARTS; at++) {
		char *end;
		if (*at < '0' || *at > '9')
			break;
		parts[count++] = strtoul(at, &end, 10);
		at = end;
		if (*at == '!')
			return false;
		if (*at != '.')
			break;
	}
	if (count == 0)
		return false;
	if (op == '~')
		kept = count > 1 ? 1 : 0;
	else
		while (kept < count - 1 && parts[kept] == 0)
			kept++;
	buf_add_string(b, ",<");
	for (size_t i = 0; i < kept; i++)
		buf_printf(b, "%lu.", parts[i]);
	buf_printf(b, "%lu", parts[kept] + 1);
	return true;
}

/* One of a list: ">=1.2", "^1.2", "1.2". */
static bool
add_one(struct buf *b, const char *op, size_t op_size, const char *s, size_t n)
{
	bool range = op_size == 1 && (*op == '^' || *op == '~');
	if (n == 1 && *s == '*')
		return op_size == 0;
	if (b->size > 0 && b->text[b->size - 1] != '|')
		buf_add_string(b, ",");
	if (op_size == 0 || (op_size == 1 && *op == '='))
		buf_add_string(b, "==");
	else if (range)
		buf_add_string(b, ">=");
	else
		buf_add(b, op, op_size);
	buf_add(b, s, n);
	return !range || add_bound(b, *op, s, n);
}

char *
poetry_specifiers(struct arena *a, const char *constraint)
{
	struct buf b = buf_new(a);
	bool any = false;
	if (strlen(constraint) > LENGTH)
		return NULL;
	for (const char *s = constraint; *(s += strspn(s, " \t,")) != '\0';) {
		if (*s == '|') {
			size_t n = strspn(s, "|");
			if (n > 2 || !any)
				return NULL;
			buf_add_string(&b, "||");
			s += n;
			any = false;
			continue;
		}
		size_t op = strspn(s, "<>=!~^"), blanks = strspn(s + op, " \t"), n = strcspn(s + op + blanks, " \t,|");
		if (op > 3 || n == 0 || !add_one(&b, s, op, s + op + blanks, n))
			return NULL;
		s += op + blanks + n;
		any = true;
	}
	/* Whoever reads it later need not ask whether it is one. */
	return any && version_fits("1", b.text) != VERSION_UNKNOWN ? b.text : NULL;
}

/* What one entry of the table asks for, and where. */
struct wish {
	const char *version, *python, *platform, *markers;
	bool optional;
};

static void
skip_space(const char **at)
{
	while (**at == '#' || (**at != '\0' && strchr(" \t\r\n", **at) != NULL))
		*at += **at == '#' ? strcspn(*at, "\n") : 1;
}

/* A string on one line; NULL if there is none, and *at stays. */
static char *
string_read(struct arena *a, const char **at)
{
	if (**at != '"' && **at != '\'')
		return NULL;
	char quote[] = {**at, '\n', '\0'};
	size_t n = strcspn(*at + 1, quote);
	if ((*at)[n + 1] != *quote)
		return NULL;
	char *s = arena_strndup(a, *at + 1, n);
	*at += n + 2;
	return s;
}

/* A value of any kind, to the comma, bracket or line's end behind it. */
static void
value_skip(struct arena *a, const char **at)
{
	for (int depth = 0; **at != '\0'; (*at)++) {
		while (string_read(a, at) != NULL)
			;
		if (**at == '#')
			*at += strcspn(*at, "\n");
		if (**at == '\0' || (depth == 0 && strchr(",}]\n", **at) != NULL))
			return;
		depth += **at == '{' || **at == '[';
		depth -= **at == '}' || **at == ']';
	}
}

/* A key with its dots and the = behind it, at the beginning of a line or behind
 * a comma; NULL if there is none. */
static char *
key_read(struct arena *a, const char **at)
{
	skip_space(at);
	char *key = string_read(a, at);
	if (key == NULL) {
		size_t n = strcspn(*at, " \t\r\n=,{}[]#\"'");
		if (n == 0)
			return NULL;
		key = arena_strndup(a, *at, n);
		*at += n;
	}
	*at += strspn(*at, " \t");
	if (**at != '=')
		return NULL;
	++*at;
	*at += strspn(*at, " \t");
	return key;
}

/* key = value, by commas or lines, as far as there are any. */
static void
wish_read(struct arena *a, const char **at, struct wish *w)
{
	const char *key;
	while ((key = key_read(a, at)) != NULL) {
		const char *value = string_read(a, at);
		if (strcmp(key, "version") == 0)
			w->version = value;
		else if (strcmp(key, "python") == 0)
			w->python = value;
		else if (strcmp(key, "platform") == 0)
			w->platform = value;
		else if (strcmp(key, "markers") == 0)
			w->markers = value;
		else if (strcmp(key, "optional") == 0)
			w->optional = strncmp(*at, "true", 4) == 0;
		value_skip(a, at);
		skip_space(at);
		*at += **at == ',';
	}
}

/* The specifiers of a wish that surely holds here. */
static char *
wish_asks(struct arena *a, const struct wish *w, const struct environment *e)
{
	const char *python = w->python == NULL ? "" : poetry_specifiers(a, w->python);
	if (w->version == NULL || w->optional || python == NULL)
		return NULL;
	if (*python != '\0' &&
	    (e->python_full_version == NULL || version_fits(e->python_full_version, python) != VERSION_FITS))
		return NULL;
	if (w->platform != NULL && (e->sys_platform == NULL || strcmp(w->platform, e->sys_platform) != 0))
		return NULL;
	if (w->markers != NULL && marker_holds(a, w->markers, e) != MARKER_HOLDS)
		return NULL;
	return poetry_specifiers(a, w->version);
}

/* "^1.2", {version = "^1.2", python = "<3.9"}, or a list of such: the first that
 * holds here. */
static char *
value_asks(struct arena *a, const char **at, const struct environment *e)
{
	char *asked = NULL;
	bool list = **at == '[';
	*at += list;
	do {
		if (list)
			skip_space(at);
		struct wish w = {.version = string_read(a, at)};
		if (w.version == NULL && **at == '{') {
			++*at;
			wish_read(a, at, &w);
			*at += **at == '}';
		}
		if (asked == NULL)
			asked = wish_asks(a, &w, e);
		if (!list)
			break;
		value_skip(a, at);
		skip_space(at);
	} while (**at == ',' && *++*at != '\0');
	return asked;
}

char *
poetry_asks(struct arena *a, const char *pyproject, const char *name, const struct environment *e)
{
	static const char table[] = "[tool.poetry.dependencies";
	for (const char *line = pyproject; line != NULL && *line != '\0';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		if (strncmp(line, table, sizeof(table) - 1) != 0)
			continue;
		const char *at = line + sizeof(table) - 1, *key;
		if (*at == '.') {
			size_t n = strcspn(++at, "]\r\n");
			const char *of = at;
			char *quoted = string_read(a, &of);
			bool same = strcmp(distribution_normal(a, quoted != NULL ? quoted : arena_strndup(a, at, n)),
					   name) == 0;
			struct wish w = {0};
			at += strcspn(at, "\n");
			wish_read(a, &at, &w);
			if (same)
				return wish_asks(a, &w, e);
			continue;
		}
		at += strcspn(at, "\n");
		while ((key = key_read(a, &at)) != NULL) {
			if (strcmp(distribution_normal(a, key), name) == 0)
				return value_asks(a, &at, e);
			value_skip(a, &at);
		}
	}
	return NULL;
}

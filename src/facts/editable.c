#include "facts/editable.h"

#include <string.h>

#include "base/buf.h"
#include "base/path.h"

enum { FILE_LIMIT = 256 * 1024, ENTRIES = 32, STRING_LIMIT = 4096 };

/* A Python string as repr writes it; NULL if there is none here, or one with
 * escapes that no path has. *at is moved behind it. */
static const char *
string_read(struct arena *a, const char **at)
{
	const char *s = *at + strspn(*at, " \t\r\n");
	char quote = *s;
	if (quote != '\'' && quote != '"')
		return NULL;
	struct buf b = buf_new(a);
	for (s++; *s != quote; s++) {
		if (*s == '\0' || *s == '\n' || b.size == STRING_LIMIT)
			return NULL;
		if (*s == '\\' && (*++s == '\0' || strchr("\\'\"", *s) == NULL))
			return NULL;
		buf_add_char(&b, *s);
	}
	*at = s + 1;
	return b.text;
}

/* The name behind "import " of a hook that is a file beside the .pth file. */
static const char *
hook_name(struct arena *a, const char *line)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	line += strspn(line, " \t");
	if (strncmp(line, "import", 6) != 0)
		return NULL;
	line += 6 + strspn(line + 6, " \t");
	size_t n = strspn(line, letters);
	bool ours = strncmp(line, "__editable___", 13) == 0 || strncmp(line, "_editable_impl_", 15) == 0;
	return ours && n < 200 ? arena_strndup(a, line, n) : NULL;
}

/* "/home/ada/src/shop/__init__.py" or "…/shop.py" as what is imported. */
static const char *
without_ending(struct arena *a, const char *path)
{
	static const char *const ends[] = {"/__init__.py", ".py"};
	size_t n = strlen(path);
	for (size_t i = 0; i < 2; i++) {
		size_t k = strlen(ends[i]);
		if (n > k && strcmp(path + n - k, ends[i]) == 0)
			return arena_strndup(a, path, n - k);
	}
	return path;
}

struct table {
	struct editable *all;
	size_t count;
};

static void
table_add(struct arena *a, struct table *t, const char *name, const char *path)
{
	if (name != NULL && path != NULL && *name != '\0' && *path == '/' && t->count < ENTRIES)
		t->all[t->count++] = (struct editable){name, without_ending(a, path)};
}

/* MAPPING = {'shop': '/home/ada/src/shop', …}, annotated or not. */
static void
mapping_read(struct arena *a, struct table *t, const char *text)
{
	static const char name[] = "\nMAPPING";
	const char *at = strstr(text, name);
	if (at == NULL)
		return;
	at += sizeof(name) - 1;
	const char *end = at + strcspn(at, "\n"), *equal = memchr(at, '=', (size_t)(end - at));
	if (equal == NULL)
		return;
	at = equal + 1 + strspn(equal + 1, " ");
	if (*at != '{')
		return;
	for (at++; t->count < ENTRIES;) {
		const char *key = string_read(a, &at);
		at += strspn(at, " \t\r\n");
		if (key == NULL || *at++ != ':')
			return;
		const char *path = string_read(a, &at);
		if (path == NULL)
			return;
		table_add(a, t, key, path);
		at += strspn(at, " \t\r\n");
		if (*at++ != ',')
			return;
	}
}

/* F.map_module('shop', '/home/ada/src/shop/__init__.py') */
static void
calls_read(struct arena *a, struct table *t, const char *text)
{
	static const char call[] = ".map_module(";
	for (const char *at = text; (at = strstr(at, call)) != NULL && t->count < ENTRIES;) {
		at += sizeof(call) - 1;
		const char *name = string_read(a, &at);
		at += strspn(at, " ,");
		table_add(a, t, name, name == NULL ? NULL : string_read(a, &at));
	}
}

const struct editable *
editable_read(struct facts *f, const char *site, const char *line)
{
	struct arena *a = f->arena;
	struct table t = {arena_array(a, ENTRIES + 1, sizeof(struct editable)), 0};
	const char *hook = hook_name(a, line);
	char *text =
		hook == NULL ? NULL : path_read(a, arena_printf(a, "%s/%s.py", site, hook), FILE_LIMIT, false, NULL);
	if (text == NULL)
		return t.all;
	mapping_read(a, &t, text);
	/* The hook looks from the last one on. */
	for (size_t i = 0; i < t.count / 2; i++) {
		struct editable one = t.all[i];
		t.all[i] = t.all[t.count - 1 - i];
		t.all[t.count - 1 - i] = one;
	}
	calls_read(a, &t, text);
	return t.all;
}

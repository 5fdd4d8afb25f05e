#include "hint/retype.h"

#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/quote.h"
#include "base/text.h"

struct word {
	size_t begin, end;
	const char *value; /* what the shell hands on; NULL where only the shell can tell */
};

/* The next word of the line from `at`. False at its end, and where quotes do not end
 * (w->value and w->begin are then both nothing). */
static bool
word_next(struct arena *a, const char *line, size_t at, struct word *w)
{
	struct buf value = buf_new(a);
	bool known = true;
	at += strspn(line + at, " \t\n;|&()<>");
	*w = (struct word){.begin = at, .end = at};
	if (line[at] == '\0')
		return false;
	char quote = '\0';
	for (; line[at] != '\0' && (quote != '\0' || strchr(" \t\n;|&()<>", line[at]) == NULL); at++) {
		char c = line[at];
		if (quote == '\0' && (c == '\'' || c == '"')) {
			quote = c;
		} else if (c == quote) {
			quote = '\0';
		} else if (c == '\\' && quote != '\'' && line[at + 1] != '\0') {
			buf_add_char(&value, line[++at]);
		} else {
			known = known && (quote == '\'' || strchr("$`*?[{~!", c) == NULL);
			buf_add_char(&value, c);
		}
	}
	w->end = at;
	w->value = known && quote == '\0' ? value.text : NULL;
	return true;
}

/* What the word is replaced by, or NULL where it is another word. */
static const char *
replacement(struct arena *a, const struct word *w, const char *before, const char *after, const char *cwd)
{
	size_t n = strlen(before);
	if (w->value == NULL)
		return NULL;
	if (strcmp(w->value, before) == 0)
		return after;
	if (*before == '-' && strncmp(w->value, before, n) == 0 && w->value[n] == '=')
		return arena_printf(a, "%s%s", after, w->value + n);
	size_t size = cwd != NULL ? strlen(cwd) : 0;
	if (*before != '/' || size < 2 || *w->value == '/' || *w->value == '-' ||
	    strcmp(path_normal(a, w->value, cwd), before) != 0)
		return NULL;
	return strncmp(after, cwd, size) == 0 && after[size] == '/' ? after + size + 1 : after;
}

char *
retype(struct arena *a, const char *line, const char *before, const char *after, const char *cwd)
{
	struct word w;
	const char *found = NULL;
	size_t begin = 0, end = 0;
	if (*before == '\0' || *after == '\0' || text_is_hostile(line))
		return NULL;
	for (size_t at = 0; word_next(a, line, at, &w); at = w.end) {
		const char *new = replacement(a, &w, before, after, cwd);
		if (new != NULL && found != NULL)
			return NULL;
		if (new == NULL)
			continue;
		found = new;
		begin = w.begin;
		end = w.end;
	}
	/* What was no option does not become one. */
	const char *quoted = found == NULL ? NULL : quote_word(a, found, *before == '-');
	if (quoted == NULL)
		return NULL;
	return arena_printf(a, "%.*s%s%s", (int)begin, line, quoted, line + end);
}

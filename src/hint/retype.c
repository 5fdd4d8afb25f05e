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

/* -c, also behind other letters (-Ic), as the word before the program. */
static bool
takes_program(const char *line, size_t begin, size_t end)
{
	bool option = end - begin >= 2 && line[begin] == '-' && line[begin + 1] != '-' && line[end - 1] == 'c';
	for (size_t i = begin + 1; i < end && option; i++)
		option = (line[i] >= 'a' && line[i] <= 'z') || (line[i] >= 'A' && line[i] <= 'Z');
	return option;
}

static bool
is_plain(const char *text)
{
	return text[strspn(text,
			   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ .,:()[]{}=+-*/%<>@#;")] ==
	       '\0';
}

char *
retype_program(struct arena *a, const char *line, const char *before, const char *after)
{
	struct word w, last = {0}, found = {0};
	if (*before == '\0' || !is_plain(before) || !is_plain(after) || text_is_hostile(line))
		return NULL;
	for (size_t at = 0; word_next(a, line, at, &w); at = w.end) {
		if (takes_program(line, last.begin, last.end)) {
			if (found.end > 0)
				return NULL;
			found = w;
		}
		last = w;
	}
	/* Quoted as a whole, and by nothing else. */
	char quote = found.end > found.begin + 2 ? line[found.begin] : '\0';
	if (found.value == NULL || (quote != '\'' && quote != '"') || line[found.end - 1] != quote ||
	    memchr(line + found.begin + 1, quote, found.end - found.begin - 2) != NULL ||
	    memchr(line + found.begin, '\\', found.end - found.begin) != NULL)
		return NULL;
	const char *place = strstr(line + found.begin, before);
	size_t n = strlen(before);
	if (place == NULL || place + n > line + found.end || (size_t)(place - line) <= found.begin)
		return NULL;
	const char *again = strstr(place + 1, before);
	if (again != NULL && again < line + found.end)
		return NULL;
	return arena_printf(a, "%.*s%s%s", (int)(place - line), line, after, place + n);
}

#include "hint/requirement.h"

#include <string.h>

#include "base/buf.h"
#include "hint/expand.h"

enum { COUNT_LIMIT = 32, NAME_LIMIT = 128 };

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Length of the name at s: letters, digits, and . _ - between them; 0 if none. */
static size_t
name_length(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && (is_alnum(s[i]) || (i > 0 && (s[i] == '.' || s[i] == '_' || s[i] == '-'))))
		i++;
	while (i > 0 && !is_alnum(s[i - 1]))
		i--;
	return i <= NAME_LIMIT ? i : 0;
}

/* Length of "[extra,extra]" at s; 0 if there is none or it is malformed. */
static size_t
extras_length(const char *s, size_t n)
{
	if (n == 0 || s[0] != '[')
		return 0;
	size_t i = 1;
	for (;;) {
		size_t length = name_length(s + i, n - i);
		i += length;
		if (length == 0 || i >= n)
			return 0;
		if (s[i] == ']')
			return i + 1;
		if (s[i++] != ',')
			return 0;
	}
}

/* "<2,>=1.24" as a whole. */
static bool
is_version(const char *s, size_t n)
{
	static const char *const operators[] = {"===", "==", "!=", "<=", ">=", "~=", "<", ">", NULL};
	size_t i = 0;
	for (;;) {
		size_t length = 0;
		for (const char *const *o = operators; *o != NULL && length == 0; o++)
			if (n - i >= strlen(*o) && memcmp(s + i, *o, strlen(*o)) == 0)
				length = strlen(*o);
		if (length == 0)
			return false;
		i += length;
		size_t from = i;
		while (i < n && (is_alnum(s[i]) || (i > from && strchr(".*+!-_", s[i]) != NULL)))
			i++;
		if (i == from)
			return false;
		if (i == n)
			return true;
		if (s[i++] != ',')
			return false;
	}
}

bool
requirement_parse(struct arena *a, const char *s, size_t n, struct requirement *r)
{
	size_t name = name_length(s, n);
	if (name == 0 || memchr(s, '\0', n) != NULL)
		return false;
	size_t extras = extras_length(s + name, n - name);
	size_t rest = name + extras;
	if (rest < n && !is_version(s + rest, n - rest))
		return false;
	*r = (struct requirement){
		.text = arena_strndup(a, s, n),
		.name = arena_strndup(a, s, name),
		.version = arena_strndup(a, s + rest, n - rest),
	};
	return true;
}

/* One word of the template, quotes of the author's taken off. Returns its end. */
static const char *
word_end(const char *p, char quote)
{
	if (quote != '\0') {
		const char *end = strchr(p, quote);
		return end != NULL ? end : p + strlen(p);
	}
	return p + strcspn(p, " \t\n");
}

static bool
has_placeholder(struct arena *a, const char *word)
{
	const char *end;
	for (const char *p = strchr(word, '{'); p != NULL; p = strchr(p + 1, '{'))
		if (expand_name(a, p, &end) != NULL)
			return true;
	return false;
}

/* Facts whose values come from the catalog or from the distribution that is
 * installed, never from the text that failed. */
static bool
is_vouched(struct arena *a, struct catalog *c, const char *word, const char *name)
{
	if (strncmp(word, "{module.distribution}", 21) == 0 || strncmp(word, "{program.distributions}", 23) == 0)
		return true;
	return strncmp(word, "{module.replacement}", 20) == 0 && catalog_stdlib(a, c, name) == NULL;
}

static bool
add_word(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const char *word,
	 struct requirements *r)
{
	bool literal = !has_placeholder(a, word);
	const char *text = expand_template(a, f, m, word, EXPAND_EXACT);
	if (text == NULL || (!literal && *text == '\0'))
		return false;
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, " ");
		if (n > 0) {
			struct requirement one;
			if (r->count == COUNT_LIMIT || !requirement_parse(a, p, n, &one))
				return false;
			one.entry = catalog_distribution(a, c, one.name);
			if (!literal && one.entry == NULL && !is_vouched(a, c, word, one.name))
				return false;
			r->all[r->count++] = one;
		}
		p += n + (p[n] == ' ');
	}
	return true;
}

bool
requirements_read(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, const char *template,
		  struct requirements *r)
{
	*r = (struct requirements){.all = arena_array(a, COUNT_LIMIT, sizeof(*r->all))};
	for (const char *p = template; *p != '\0';) {
		if (*p == ' ' || *p == '\t' || *p == '\n') {
			p++;
			continue;
		}
		char quote = *p == '\'' || *p == '"' ? *p++ : '\0';
		const char *end = word_end(p, quote);
		if (!add_word(a, c, f, m, arena_strndup(a, p, (size_t)(end - p)), r))
			return false;
		p = end + (quote != '\0' && *end == quote);
	}
	return true;
}

#include "commands/proposal.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { MESSAGE_LIMIT = 400, SHAPE_LIMIT = 300 };

struct draft {
	struct arena *a;
	struct proposal *p;
	struct buf regex, shape;
	const char *line; /* the whole line */
	size_t size;
};

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

static bool
ends_with(const char *s, size_t n, const char *end)
{
	size_t length = strlen(end);
	return n >= length && memcmp(s + n - length, end, length) == 0;
}

static void
add_literal(struct draft *d, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)s[i] < ' ' || s[i] == 127) {
			buf_add_char(&d->regex, '.');
			buf_add_char(&d->shape, ' ');
			continue;
		}
		if (strchr("\\^$.[]|()?*+{}", s[i]) != NULL)
			buf_add_char(&d->regex, '\\');
		buf_add_char(&d->regex, s[i]);
		buf_add_char(&d->shape, s[i]);
		d->p->literal += s[i] != ' ';
	}
}

/* A group of this name, or the name with a number where it is taken. */
static void
add_group(struct draft *d, const char *name, const char *expression)
{
	const char *given = name;
	for (unsigned number = 2, i = 0; i < d->p->count; i++)
		if (strcmp(d->p->groups[i], given) == 0) {
			given = arena_printf(d->a, "%s%u", name, number++);
			i = (unsigned)-1; /* from the beginning */
		}
	if (d->p->count < PROPOSAL_GROUPS) {
		d->p->groups[d->p->count++] = given;
		buf_printf(&d->regex, "(?<%s>%s)", given, expression);
	} else {
		buf_add_string(&d->regex, expression);
	}
	buf_add_string(&d->shape, "…");
}

static bool
looks_like_path(const char *s, size_t n)
{
	return memchr(s, '/', n) != NULL || (n > 2 && s[1] == ':' && s[2] == '\\') || ends_with(s, n, ".py") ||
	       ends_with(s, n, ".txt") || ends_with(s, n, ".json") || ends_with(s, n, ".csv") ||
	       ends_with(s, n, ".yaml") || ends_with(s, n, ".toml") || ends_with(s, n, ".db");
}

/* What the words before a quoted name say that it is. */
static const char *
name_of(const struct draft *d, const char *value, size_t n)
{
	static const struct {
		const char *before, *name;
	} known[] = {
		{"module named ", "module"},
		{"package ", "package"},
		{"distribution ", "package"},
		{"attribute ", "attribute"},
		{"cannot import name ", "name"},
		{"module ", "module"},
		{"from ", "module"},
		{"codec ", "encoding"},
		{"encoding: ", "encoding"},
		{"encoding ", "encoding"},
		{"key ", "key"},
		{"key: ", "key"},
		{"argument ", "argument"},
		{"argument: ", "argument"},
		{"arguments: ", "argument"},
		{"option ", "option"},
		{"command ", "tool"},
		{"program ", "tool"},
		{"type ", "type"},
		{"type: ", "type"},
		{"class ", "type"},
		{"file ", "file"},
		{"directory: ", "file"},
		{"column ", "column"},
		{"table ", "table"},
		{"host ", "host"},
		{"user ", "user"},
		{"name ", "name"},
		{"variable ", "name"},
	};
	size_t at = (size_t)(value - d->line) - 1; /* the quote stands before it */
	if (ends_with(value, n, ".h") || ends_with(value, n, ".hpp"))
		return "header";
	if (n > 3 && memcmp(value, "lib", 3) == 0 && memmem(value, n, ".so", 3) != NULL)
		return "library";
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (ends_with(d->line, at, known[i].before))
			return known[i].name;
	if (looks_like_path(value, n))
		return "file";
	const char *behind = value + n + 1;
	if (strncmp(behind, " object", 7) == 0 || strncmp(behind, " instance", 9) == 0 ||
	    strncmp(behind, " and '", 6) == 0)
		return "type";
	return at == 0 && behind >= d->line + d->size ? "key" : "name";
}

/* Text in quotes at p: its length with them, or 0. */
static size_t
take_quoted(struct draft *d, const char *p)
{
	static const struct {
		const char *open, *close, *expression;
	} quotes[] = {
		{"'", "'", "[^'\\n]*"}, {"\"", "\"", "[^\"\\n]*"}, {"`", "`", "[^`\\n]*"},
		{"‘", "’", "[^’\\n]*"}, {"“", "”", "[^”\\n]*"},
	};
	const char *end = d->line + d->size;
	if (p > d->line && is_word(p[-1]) && (p[-1] & 0x80) == 0)
		return 0;
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
		size_t open = strlen(quotes[i].open), close = strlen(quotes[i].close);
		if ((size_t)(end - p) < open || memcmp(p, quotes[i].open, open) != 0)
			continue;
		for (const char *q = p + open; q < end; q++) {
			if ((size_t)(end - q) < close || memcmp(q, quotes[i].close, close) != 0)
				continue;
			if (q + close < end && is_word(q[close]) && (q[close] & 0x80) == 0)
				continue; /* an apostrophe */
			size_t n = (size_t)(q - p) - open;
			bool inside = memmem(p + open, n, quotes[i].close, close) != NULL;
			add_literal(d, quotes[i].open, open);
			add_group(d, name_of(d, p + open, n), inside ? ".*" : quotes[i].expression);
			add_literal(d, quotes[i].close, close);
			return n + open + close;
		}
	}
	return 0;
}

/* A word that ends at a blank, without the punctuation at its end. */
static size_t
bare_word(const struct draft *d, const char *p)
{
	const char *end = d->line + d->size, *q = p;
	while (q < end && strchr(" \t,;'\"()[]<>", *q) == NULL)
		q++;
	while (q > p && strchr(":.!?", q[-1]) != NULL)
		q--;
	return (size_t)(q - p);
}

static size_t
take_path(struct draft *d, const char *p)
{
	if (p > d->line && strchr(" \t(=:[<", p[-1]) == NULL)
		return 0;
	size_t n = bare_word(d, p);
	const char *scheme = memmem(p, n, "://", 3);
	bool path = n > 1 && ((*p == '/' && p[1] != ' ') || (n > 2 && memcmp(p, "./", 2) == 0) ||
			      (n > 3 && memcmp(p, "../", 3) == 0) || (n > 2 && memcmp(p, "~/", 2) == 0) ||
			      (n > 3 && isalpha((unsigned char)*p) && p[1] == ':' && (p[2] == '\\' || p[2] == '/')));
	if (scheme != NULL && scheme > p) {
		add_group(d, "url", "\\S+?");
	} else if (n > 6 && memcmp(p, "lib", 3) == 0 && memmem(p, n, ".so", 3) != NULL && memchr(p, '/', n) == NULL) {
		add_group(d, "library", "\\S+?");
	} else if (path ||
		   (looks_like_path(p, n) && (memchr(p, '/', n) == NULL || memchr(p, '.', n) != NULL) && n > 3)) {
		add_group(d, "file", "\\S+?");
	} else {
		return 0;
	}
	return n;
}

/* "foo()", "Shop.pay()", "<lambda>()": the name of a function. */
static size_t
take_function(struct draft *d, const char *p)
{
	const char *end = d->line + d->size, *q = p;
	if (p > d->line && (is_word(p[-1]) || p[-1] == '.'))
		return 0;
	while (q < end && (is_word(*q) || strchr(".<>", *q) != NULL))
		q++;
	if (q == p || end - q < 2 || q[0] != '(' || q[1] != ')')
		return 0;
	add_group(d, "function", "[\\w.<>]+");
	add_literal(d, "()", 2);
	return (size_t)(q - p) + 2;
}

/* A name without quotes where the words say that one comes. */
static size_t
take_named(struct draft *d, const char *p)
{
	static const char *const before[] = {"of type ", "No module named ", NULL};
	size_t n = 0;
	for (const char *const *b = before; *b != NULL; b++)
		if (ends_with(d->line, (size_t)(p - d->line), *b))
			while (p + n < d->line + d->size && (is_word(p[n]) || p[n] == '.'))
				n++;
	if (n == 0)
		return 0;
	add_group(d,
		  *p == 'm' && d->line == p                             ? "name"
		  : ends_with(d->line, (size_t)(p - d->line), "named ") ? "module"
									: "type",
		  "[\\w.]+");
	return n;
}

static size_t
take_number(struct draft *d, const char *p)
{
	const char *end = d->line + d->size, *q = p;
	size_t at = (size_t)(p - d->line);
	if (p > d->line && (is_word(p[-1]) || p[-1] == '.'))
		return 0;
	if (end - p > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X') && isxdigit((unsigned char)p[2])) {
		for (q = p + 2; q < end && isxdigit((unsigned char)*q); q++)
			continue;
		add_group(d, "address", "0x[0-9a-fA-F]+");
		return (size_t)(q - p);
	}
	/* An identifier's own digits, of eight and more: a hash, a UUID. */
	bool digit = false, letter = false;
	while (q < end &&
	       (isxdigit((unsigned char)*q) || (*q == '-' && q > p && q + 1 < end && isxdigit((unsigned char)q[1])))) {
		digit |= isdigit((unsigned char)*q) != 0;
		letter |= isalpha((unsigned char)*q) != 0;
		q++;
	}
	if (digit && letter && q - p >= 8 && (q == end || !is_word(*q))) {
		add_group(d, "hash", "[0-9a-fA-F-]+");
		return (size_t)(q - p);
	}
	unsigned dots = 0;
	for (q = p; q < end &&
		    (isdigit((unsigned char)*q) || (*q == '.' && q > p && q + 1 < end && isdigit((unsigned char)q[1])));
	     q++)
		dots += *q == '.';
	if (q == p || (q < end && is_word(*q)))
		return 0;
	if (ends_with(d->line, at, "Errno ") || ends_with(d->line, at, "WinError "))
		return 0; /* says what happened */
	if (dots > 1)
		add_group(d, "version", "\\d+(?:\\.\\d+)*");
	else
		add_group(d, ends_with(d->line, at, "port ") ? "port" : "number", "\\d+(?:\\.\\d+)?");
	return (size_t)(q - p);
}

struct proposal
proposal_of(struct arena *a, const char *message)
{
	struct proposal p = {.literal = 0};
	size_t n = strcspn(message, "\r\n");
	bool whole = message[n] == '\0', cut = n > MESSAGE_LIMIT;
	if (cut) {
		n = MESSAGE_LIMIT;
		while (n > 0 && message[n] != ' ')
			n--;
	}
	struct draft d = {.a = a, .p = &p, .regex = buf_new(a), .shape = buf_new(a), .line = message, .size = n};
	buf_add_char(&d.regex, '^');
	for (const char *at = message; at < message + n;) {
		size_t taken = take_quoted(&d, at);
		if (taken == 0)
			taken = take_named(&d, at);
		if (taken == 0)
			taken = take_path(&d, at);
		if (taken == 0)
			taken = take_function(&d, at);
		if (taken == 0)
			taken = take_number(&d, at);
		if (taken == 0) {
			add_literal(&d, at, 1);
			taken = 1;
		}
		at += taken;
	}
	if (whole && !cut)
		buf_add_char(&d.regex, '$');
	else if (!cut)
		buf_add_string(&d.regex, "\\n");
	p.regex = d.regex.text;
	p.shape = text_safe(a, d.shape.text, SHAPE_LIMIT);
	return p;
}

#include "memory/shape.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "memory/word.h"

enum { MESSAGE_LIMIT = 400, PARTS = 128 };

struct draft {
	struct shape *shape;
	const char *line;
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

static bool
starts_with(const struct draft *d, const char *p, const char *start)
{
	size_t length = strlen(start);
	return (size_t)(d->line + d->size - p) >= length && memcmp(p, start, length) == 0;
}

/* The line before p ends in one of these. */
static bool
follows(const struct draft *d, const char *p, const char *const *ends)
{
	for (; *ends != NULL; ends++)
		if (ends_with(d->line, (size_t)(p - d->line), *ends))
			return true;
	return false;
}

static void
add_part(struct draft *d, const char *s, size_t n, const char *name, const char *expression)
{
	struct shape_part *last = d->shape->count > 0 ? &d->shape->parts[d->shape->count - 1] : NULL;
	if (n == 0 && name == NULL)
		return;
	if (name == NULL && last != NULL && last->name == NULL) /* they stand side by side */
		last->size += n;
	else if (d->shape->count < PARTS)
		d->shape->parts[d->shape->count++] = (struct shape_part){s, n, name, expression};
}

static bool
looks_like_path(const char *s, size_t n)
{
	static const char *const endings[] = {".py", ".txt",  ".json", ".csv",   ".yaml", ".yml",
					      ".db", ".toml", ".ini",  ".ipynb", ".html", NULL};
	if (memchr(s, '/', n) != NULL || (n > 2 && s[1] == ':' && s[2] == '\\'))
		return true;
	for (const char *const *e = endings; *e != NULL; e++)
		if (n > strlen(*e) && ends_with(s, n, *e))
			return true;
	return false;
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
	size_t prefix = strchr("bur", *p) != NULL && (p == d->line || !is_word(p[-1])); /* b'…' */
	const char *start = p + prefix;
	if (p > d->line && is_word(p[-1]) && (p[-1] & 0x80) == 0)
		return 0;
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++) {
		size_t open = strlen(quotes[i].open), close = strlen(quotes[i].close);
		if (start >= end || !starts_with(d, start, quotes[i].open))
			continue;
		for (const char *q = start + open; q < end; q++) {
			if (!starts_with(d, q, quotes[i].close))
				continue;
			if (q + close < end && is_word(q[close]) && (q[close] & 0x80) == 0)
				continue; /* an apostrophe */
			size_t n = (size_t)(q - start) - open;
			bool inside = memmem(start + open, n, quotes[i].close, close) != NULL;
			add_part(d, p, prefix + open, NULL, NULL);
			add_part(d, start + open, n, name_of(d, start + open, n), inside ? ".*" : quotes[i].expression);
			add_part(d, q, close, NULL, NULL);
			return prefix + n + open + close;
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
	bool library = n > 6 && memcmp(p, "lib", 3) == 0 && memmem(p, n, ".so", 3) != NULL && memchr(p, '/', n) == NULL;
	if (scheme != NULL && scheme > p)
		add_part(d, p, n, "url", "\\S+?");
	else if (library)
		add_part(d, p, n, "library", "\\S+?");
	else if (path || (n > 3 && looks_like_path(p, n) && (memchr(p, '/', n) == NULL || memchr(p, '.', n) != NULL)))
		add_part(d, p, n, "file", "\\S+?");
	else
		return 0;
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
	add_part(d, p, (size_t)(q - p), "function", "[\\w.<>]+");
	add_part(d, q, 2, NULL, NULL);
	return (size_t)(q - p) + 2;
}

/* A name without quotes where the words say that one comes, and what stands
 * behind a colon by itself and is no plain word: "failed: users.email". */
static size_t
take_named(struct draft *d, const char *p)
{
	static const struct {
		const char *before, *name;
	} named[] = {
		{"of type ", "type"},           {"No module named ", "module"},   {"no such table: ", "table"},
		{"no such column: ", "column"}, {"undefined symbol: ", "symbol"}, {"KeyError: ", "key"},
	};
	const char *end = d->line + d->size;
	size_t at = (size_t)(p - d->line), n = 0;
	while (p + n < end && (is_word(p[n]) || (p[n] == '.' && p + n + 1 < end && is_word(p[n + 1]))))
		n++;
	if (n == 0 || isdigit((unsigned char)*p))
		return 0;
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (ends_with(d->line, at, named[i].before)) {
			add_part(d, p, n, named[i].name, "[\\w.]+");
			return n;
		}
	bool alone = p + n == end || strchr(",;)", p[n]) != NULL;
	if (!alone || !ends_with(d->line, at, ": ") || (memchr(p, '_', n) == NULL && memchr(p, '.', n) == NULL))
		return 0;
	add_part(d, p, n, "name", "[\\w.]+");
	return n;
}

/* "(3, 2)", "(4,)": an array's shape. "['a', 'b']": a list. "<Shop object at 0x7f>". */
static size_t
take_bracket(struct draft *d, const char *p)
{
	const char *end = d->line + d->size;
	size_t n = 1;
	if (*p == '(') {
		while (p + n < end && (isdigit((unsigned char)p[n]) || strchr(", ", p[n]) != NULL))
			n++;
		if (p + n >= end || p[n] != ')' || memchr(p, ',', n) == NULL)
			return 0;
		add_part(d, p, n + 1, "shape", "\\([\\d, ]+\\)");
		return n + 1;
	}
	if (*p == '[') {
		const char *close = memchr(p, ']', (size_t)(end - p));
		if (close == NULL || (p[1] != '\'' && p[1] != '"' && !isdigit((unsigned char)p[1])) ||
		    (p > d->line && is_word(p[-1])))
			return 0;
		add_part(d, p, 1, NULL, NULL);
		add_part(d, p + 1, (size_t)(close - p) - 1, "list", "[^\\]\\n]*");
		add_part(d, close, 1, NULL, NULL);
		return (size_t)(close - p) + 1;
	}
	while (*p == '<' && p + n < end && (is_word(p[n]) || p[n] == '.'))
		n++;
	if (n == 1 || !starts_with(d, p + n, " object at 0x"))
		return 0;
	add_part(d, p, 1, NULL, NULL);
	add_part(d, p + 1, n - 1, "type", "[\\w.]+");
	return n;
}

/* A unit that stands at its number: "20MiB", "3.5s". */
static size_t
unit_at(const struct draft *d, const char *p)
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "KB", "MB", "GB", "TB", "ms",
					    "us",  "s",   "k",   "K",   "M",  "G",  "B",  "x",  NULL};
	if (starts_with(d, p, "x") && p + 1 < d->line + d->size && isdigit((unsigned char)p[1]))
		return 1;
	for (const char *const *u = units; *u != NULL; u++) {
		size_t n = strlen(*u);
		if (starts_with(d, p, *u) && (p + n == d->line + d->size || !is_word(p[n])))
			return n;
	}
	return 0;
}

static size_t
take_number(struct draft *d, const char *p)
{
	static const char *const telling[] = {"Errno ",      "WinError ",    "HTTP Error ", "status code ",
					      "error code ", "error code: ", "code=",       NULL};
	const char *end = d->line + d->size, *q = p;
	bool factor = p > d->line + 1 && p[-1] == 'x' && isdigit((unsigned char)p[-2]); /* 64x128 */
	if (p > d->line && !factor && (is_word(p[-1]) || p[-1] == '.'))
		return 0;
	if (p > d->line + 1 && p[-1] == '-' && isalpha((unsigned char)p[-2]))
		return 0; /* utf-8 */
	if (end - p > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X') && isxdigit((unsigned char)p[2])) {
		for (q = p + 2; q < end && isxdigit((unsigned char)*q); q++)
			continue;
		add_part(d, p, (size_t)(q - p), "address", "0x[0-9a-fA-F]+");
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
		add_part(d, p, (size_t)(q - p), "hash", "[0-9a-fA-F-]+");
		return (size_t)(q - p);
	}
	unsigned dots = 0;
	q = p + (*p == '-');
	const char *digits = q;
	for (; q < end && (isdigit((unsigned char)*q) ||
			   (strchr(".,", *q) != NULL && q > digits && q + 1 < end && isdigit((unsigned char)q[1])));
	     q++)
		dots += *q == '.';
	if (q == digits || (q < end && is_word(*q) && unit_at(d, q) == 0) || follows(d, p, telling))
		return 0;
	if (starts_with(d, q, " Client Error") || starts_with(d, q, " Server Error"))
		return 0;
	if (dots > 1)
		add_part(d, p, (size_t)(q - p), "version", "\\d+(?:\\.\\d+)*");
	else
		add_part(d, p, (size_t)(q - p), ends_with(d->line, (size_t)(p - d->line), "port ") ? "port" : "number",
			 "-?\\d[\\d.,]*");
	return (size_t)(q - p);
}

struct shape
shape_parse(struct arena *a, const char *message)
{
	size_t n = strcspn(message, "\r\n");
	struct shape s = {.parts = arena_array(a, PARTS, sizeof(*s.parts)), .cut = n > MESSAGE_LIMIT};
	s.whole = message[n] == '\0' && !s.cut;
	if (s.cut) {
		n = MESSAGE_LIMIT;
		while (n > 0 && message[n] != ' ')
			n--;
	}
	struct draft d = {.shape = &s, .line = message, .size = n};
	size_t (*const take[])(struct draft *, const char *) = {take_bracket, take_quoted,   take_named,
								take_path,    take_function, take_number};
	const char *at = message;
	while (at < message + n && s.count + 4 < PARTS) {
		size_t taken = 0;
		for (size_t i = 0; i < sizeof(take) / sizeof(take[0]) && taken == 0; i++)
			taken = take[i](&d, at);
		if (taken == 0)
			add_part(&d, at, taken = 1, NULL, NULL);
		at += taken;
	}
	if (at < message + n) {
		s.cut = true;
		s.whole = false;
	}
	return s;
}

static void
add_gap(struct buf *out)
{
	if (ends_with(out->text, out->size, "… ")) /* of one word or of two */
		out->text[--out->size] = '\0';
	if (!ends_with(out->text, out->size, "…"))
		buf_add_string(out, "…");
}

char *
shape_of(struct arena *a, const char *type, const char *message)
{
	const struct shape s = shape_parse(a, message);
	const char *dot = strrchr(type, '.');
	size_t line = strcspn(message, "\r\n"); /* one word alone may be anything */
	struct buf out = buf_new(a);
	buf_printf(&out, "%s%s", dot != NULL ? dot + 1 : type, s.count > 0 ? ": " : "");
	for (size_t i = 0; i < s.count; i++) {
		const struct shape_part *part = &s.parts[i];
		if (part->name != NULL)
			add_gap(&out);
		for (const char *p = part->text; part->name == NULL && p < part->text + part->size;) {
			size_t n = 0, left = (size_t)(part->text + part->size - p);
			while (n < left &&
			       (is_word(p[n]) || strchr("@#$\\/~", p[n]) != NULL ||
				(n > 0 && n + 1 < left && strchr("'.-+:", p[n]) != NULL && is_word(p[n + 1]))))
				n++;
			if (n == 0)
				buf_add(&out, p, n = 1);
			else if (n < line && word_is_plain(message, p, n))
				buf_add(&out, p, n);
			else
				add_gap(&out);
			p += n;
		}
	}
	if (s.cut)
		add_gap(&out);
	return text_safe(a, out.text, SHAPE_LIMIT - 3);
}

#define _GNU_SOURCE
#include "facts/assignment.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "facts/expression.h"
#include "facts/rows.h"

enum { VALUE_LIMIT = 200 };

enum bound { BOUND_NOT, BOUND_PLAIN, BOUND_OTHERWISE };

/* What the line does to the name: nothing, `name = value`, or something else
 * that may give it a value. */
static enum bound
row_binds(struct arena *a, const struct row *row, const char *name, const char **value)
{
	struct expression e;
	const char *word = row_word(row, name);
	size_t n = strlen(name), at = 0;
	if (word == NULL)
		return BOUND_NOT;
	if (row_starts(row, "for") || row_starts(row, "async") || row_starts(row, "import") ||
	    row_starts(row, "from") || row_starts(row, "global") || row_starts(row, "nonlocal") ||
	    row_starts(row, "del") || row_starts(row, "except"))
		return BOUND_OTHERWISE;
	if (row_starts(row, "with") || row_starts(row, "def") || row_starts(row, "class")) {
		const char *before = word;
		while (before > row->text && before[-1] == ' ')
			before--;
		bool after_word = before - row->text >= 2 && (memcmp(before - 2, "as", 2) == 0);
		return after_word || (word > row->text && word == row->text + 4) || word == row->text + 6
			       ? BOUND_OTHERWISE
			       : BOUND_NOT;
	}
	if (!expression_read(&e, row->text, row->size))
		return BOUND_OTHERWISE;
	if (expression_find(&e, ":=", true, &at) > 0 || memmem(row->text, row->size, ":=", 2) != NULL)
		return BOUND_OTHERWISE;
	static const char *const changes[] = {"+=", "-=", "*=", "/=", "//=", "%=", "**=", "|=", "&=", "^="};
	for (size_t k = 0; k < sizeof(changes) / sizeof(changes[0]); k++)
		if (expression_find(&e, changes[k], false, &at) > 0 && word < row->text + at)
			return BOUND_OTHERWISE;
	size_t count = expression_find(&e, "=", false, &at);
	if (count == 0 || word > row->text + at)
		return BOUND_NOT;
	if (count > 1 || word != row->text)
		return word == row->text || memchr(row->text, ',', at) != NULL ? BOUND_OTHERWISE : BOUND_NOT;
	const char *behind = row->text + n;
	while (*behind == ' ')
		behind++;
	if (behind != row->text + at && *behind != ':')
		return strchr(".[", *behind) != NULL ? BOUND_NOT : BOUND_OTHERWISE;
	for (at++; at < e.size && (e.text[at] == ' ' || e.text[at] == '\t'); at++)
		;
	if (at >= e.size || e.size - at > VALUE_LIMIT)
		return BOUND_OTHERWISE;
	*value = arena_strndup(a, e.text + at, e.size - at);
	return BOUND_PLAIN;
}

/* The one assignment in the whole file (of a module's name: at its top level). */
static bool
only_assignment(struct arena *a, const struct rows *r, const char *name, bool top, struct assignment *found)
{
	size_t count = 0;
	for (size_t n = 0; n < r->count; n++) {
		const char *value = NULL;
		if (top && r->all[n].indent > 0 && !row_starts(&r->all[n], "global"))
			continue;
		enum bound bound = row_binds(a, &r->all[n], name, &value);
		if (bound == BOUND_OTHERWISE || (bound == BOUND_PLAIN && count++ > 0))
			return false;
		if (bound == BOUND_PLAIN)
			*found = (struct assignment){value, (int)n + 1};
	}
	return count == 1;
}

static bool
bound_below(struct arena *a, const struct rows *r, const char *name, size_t from, size_t indent)
{
	for (size_t n = from; n < r->count && (r->all[n].size == 0 || r->all[n].indent > indent); n++) {
		const char *value = NULL;
		if (r->all[n].size > 0 && row_binds(a, &r->all[n], name, &value) != BOUND_NOT)
			return true;
	}
	return false;
}

bool
assignment_before(struct arena *a, const char *text, const char *name, int line, struct assignment *found)
{
	struct rows r = rows_read(a, text);
	if (line < 1 || (size_t)line > r.count)
		return false;
	bool attribute = strchr(name, '.') != NULL;
	size_t indent = r.all[line - 1].indent;
	for (size_t n = (size_t)line - 1; n-- > 0;) {
		const struct row *row = &r.all[n];
		const char *value = NULL;
		if (row->size == 0)
			continue;
		bool function = row_starts(row, "def") || (row_starts(row, "async") && row_word(row, "def"));
		bool outer = row->indent < indent;
		if (outer && function) {
			if (attribute)
				break;
			/* A parameter, or a name of the module. */
			return row_word(row, name) == NULL && only_assignment(a, &r, name, true, found);
		}
		enum bound bound = function || row_starts(row, "class") ? BOUND_NOT : row_binds(a, row, name, &value);
		if (bound == BOUND_OTHERWISE || (bound != BOUND_NOT && row->indent > indent))
			return false;
		if (bound == BOUND_PLAIN) {
			*found = (struct assignment){value, (int)n + 1};
			return true;
		}
		if (outer && (row_starts(row, "for") || row_starts(row, "while")) &&
		    bound_below(a, &r, name, (size_t)line - 1, row->indent))
			return false;
		if (outer)
			indent = row->indent;
	}
	return attribute && only_assignment(a, &r, name, false, found);
}

/* Lines of a text in triple quotes have any indent. */
static size_t
triple_quotes(const struct row *row)
{
	size_t count = 0;
	for (const char *at = row->text; at + 3 <= row->text + row->size; at++)
		if (memcmp(at, "\"\"\"", 3) == 0 || memcmp(at, "'''", 3) == 0) {
			count++;
			at += 2;
		}
	return count;
}

/* What the body does at its end, and whether it gives a value anywhere. */
static void
read_body(struct arena *a, const struct rows *r, size_t head, struct definition *d)
{
	size_t indent = r->all[head].indent, inner = 0, last = 0, quotes = 0;
	bool value = false;
	for (size_t n = head + 1; n < r->count; n++) {
		const struct row *row = &r->all[n];
		bool text = quotes % 2 == 1;
		quotes += triple_quotes(row);
		if (row->size == 0 || text)
			continue;
		if (row->indent <= indent)
			break;
		if (inner == 0)
			inner = row->indent;
		value = value || row_starts(row, "return") || row_word(row, "yield") != NULL;
		last = n;
	}
	if (last == 0) {
		/* def f(): pass */
		value = row_word(&r->all[head], "return") != NULL;
		d->returns = value ? RETURNS_ALWAYS : RETURNS_NEVER;
		return;
	}
	const struct row *row = &r->all[last];
	bool level = row->indent == inner;
	d->returns = !value                                                             ? RETURNS_NEVER
		     : level && (row_starts(row, "return") || row_starts(row, "raise")) ? RETURNS_ALWAYS
											: RETURNS_SOMETIMES;
	if (level && row->size < VALUE_LIMIT && row->text[0] != ')' && row->text[0] != ']' && row->text[0] != '}') {
		d->last = arena_strndup(a, row->text, row->size);
		d->last_line = (int)last + 1;
	}
}

bool
definition_find(struct arena *a, const char *text, const char *name, const char *owner, struct definition *d)
{
	struct rows r = rows_read(a, text);
	size_t found = 0, class_indent = 0;
	bool in_class = owner == NULL;
	for (size_t n = 0; n < r.count; n++) {
		const struct row *row = &r.all[n];
		if (row->size == 0)
			continue;
		if (owner != NULL) {
			if (row_starts(row, "class") && row->size > 6 &&
			    strncmp(row->text + 6, owner, strlen(owner)) == 0 &&
			    !expression_is_letter(row->text[6 + strlen(owner)])) {
				in_class = true;
				class_indent = row->indent;
				continue;
			}
			in_class = in_class && row->indent > class_indent;
		}
		size_t skip = row_starts(row, "def") ? 4 : row_starts(row, "async") ? 10 : 0;
		size_t size = strlen(name);
		if (!in_class || skip == 0 || row->size <= skip + size || strncmp(row->text + skip, name, size) != 0 ||
		    row->text[skip + size] != '(')
			continue;
		if (found++ > 0)
			return false;
		struct expression e;
		*d = (struct definition){.line = (int)n + 1};
		if (!expression_read(&e, row->text, row->size) || e.mate[skip + size] < 0)
			return false;
		d->head = arena_strndup(a, row->text, (size_t)e.mate[skip + size] + 1);
		read_body(a, &r, n, d);
	}
	return found == 1;
}

/* The name behind `class ` or `def `; its length is 0 where the row is neither. */
static const char *
row_named(const struct row *row, size_t *size)
{
	size_t skip = row_starts(row, "class")   ? strlen("class ")
		      : row_starts(row, "def")   ? strlen("def ")
		      : row_starts(row, "async") ? strlen("async def ")
						 : 0;
	*size = 0;
	while (skip > 0 && skip + *size < row->size && expression_is_letter(row->text[skip + *size]))
		++*size;
	return row->text + skip;
}

static bool
row_is(const struct row *row, const char *name)
{
	size_t size;
	const char *named = row_named(row, &size);
	return size > 0 && size == strlen(name) && memcmp(named, name, size) == 0;
}

const char *
definition_methods(struct arena *a, const char *text, const char *name)
{
	struct rows r = rows_read(a, text);
	struct buf methods = buf_new(a);
	size_t classes = 0, inside = 0, body = 0;
	for (size_t n = 0; n < r.count; n++) {
		const struct row *row = &r.all[n];
		if (row->size == 0)
			continue;
		if (row_starts(row, "class") && row_is(row, name)) {
			classes++;
			inside = row->indent + 1;
			body = 0;
			continue;
		}
		if (row->indent < inside) {
			inside = 0;
			continue;
		}
		if (inside > 0 && body == 0)
			body = row->indent;
		size_t size;
		const char *named = row_named(row, &size);
		if (inside > 0 && row->indent == body && row_defines(row) && size > 0)
			buf_printf(&methods, "%s%.*s", methods.size > 0 ? ", " : "", (int)size, named);
	}
	return classes == 1 ? methods.text : NULL;
}

bool
definition_calls_init(struct arena *a, const char *text, const char *name)
{
	struct rows r = rows_read(a, text);
	size_t inside = 0;
	for (size_t n = 0; n < r.count; n++) {
		const struct row *row = &r.all[n];
		if (row->size == 0)
			continue;
		if (row_starts(row, "class") && row_is(row, name))
			inside = row->indent + 1;
		else if (row->indent < inside)
			inside = 0;
		else if (inside > 0 && memmem(row->text, row->size, ".__init__(", strlen(".__init__(")) != NULL)
			return true;
	}
	return false;
}

const char *
definition_decorator(struct arena *a, const char *text, const char *name)
{
	struct rows r = rows_read(a, text);
	const char *found = NULL;
	size_t count = 0;
	for (size_t n = 1; n < r.count; n++) {
		const struct row *above = &r.all[n - 1];
		if (!row_defines(&r.all[n]) || !row_is(&r.all[n], name))
			continue;
		size_t size = 1;
		while (size < above->size && (expression_is_letter(above->text[size]) || above->text[size] == '.'))
			size++;
		bool alone = n < 2 || r.all[n - 2].size == 0 || r.all[n - 2].text[0] != '@';
		if (count++ > 0 || above->size < 2 || above->text[0] != '@' || !alone)
			return NULL;
		found = arena_strndup(a, above->text + 1, size - 1);
	}
	return found;
}

/* Facts about a tuple that nobody wanted: a name of the failing line was given
 * its value in a line with a comma too many at its end (`price = 5,`), or with a
 * comma where Python wants a point (`price = 1,99`). */
#define _GNU_SOURCE
#include <string.h>

#include "base/text.h"
#include "facts/assignment.h"
#include "facts/expression.h"
#include "facts/rows.h"
#include "facts/source.h"

struct tuple {
	const char *name, *before, *after; /* the name, the line as it is, and as it was meant */
	int line;
	bool decimal;
};

/* One element with a comma behind it, `[1, 2],`; true with what stands before the comma. */
static bool
comma_at_end(const char *value, size_t *size)
{
	struct expression e;
	size_t n = strlen(value);
	if (!expression_read(&e, value, n))
		return false;
	n = e.size; /* without a comment */
	while (n > 0 && value[n - 1] == ' ')
		n--;
	if (n < 2 || value[n - 1] != ',' || expression_argument(&e, 0) != n - 1)
		return false;
	*size = n - 1;
	return true;
}

/* `1,99`: digits on both sides. `1, 99` has a blank, as a pair has. */
static bool
decimal_comma(const char *value, size_t *comma)
{
	static const char digits[] = "0123456789";
	size_t whole = strspn(value, digits), part = 0;
	if (whole == 0 || value[whole] != ',')
		return false;
	part = strspn(value + whole + 1, digits);
	const char *rest = value + whole + 1 + part;
	rest += strspn(rest, " \t");
	*comma = whole;
	return part > 0 && (*rest == '\0' || *rest == '#');
}

/* Of a value at the end of a row: the row with the comma taken away. */
static bool
tuple_read(struct arena *a, const struct row *row, const char *value, struct tuple *t)
{
	char *text = arena_strndup(a, row->text, row->size);
	char *at = strstr(text, value);
	size_t n = 0;
	if (at == NULL || strstr(at + 1, value) != NULL)
		return false;
	t->decimal = decimal_comma(value, &n);
	if (!t->decimal && !comma_at_end(value, &n))
		return false;
	t->before = text;
	t->after = arena_printf(a, "%.*s%s%s", (int)((size_t)(at - text) + n), text, t->decimal ? "." : "", at + n + 1);
	return true;
}

/* A function of the file whose last statement is `return value,`. */
static bool
tuple_returned(struct arena *a, const char *file, const char *name, struct tuple *t)
{
	struct definition d;
	if (!definition_find(a, file, name, NULL, &d) || d.last == NULL || strncmp(d.last, "return ", 7) != 0)
		return false;
	struct row row = {.text = d.last, .size = strlen(d.last)};
	t->line = d.last_line;
	return tuple_read(a, &row, d.last + 7, t);
}

static const struct tuple *
tuple_of(struct subject *s)
{
	if (s->tuple != NULL)
		return s->tuple;
	struct arena *a = s->facts->arena;
	struct tuple *t = s->tuple = arena_alloc(a, sizeof(*t));
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *file = frame == NULL || frame->source == NULL ? NULL : source_text(s, NULL);
	if (file == NULL)
		return t;
	struct rows rows = rows_read(a, file);
	struct source_name name = {.line = 1};
	enum { NAMES = 16 };
	size_t count = 0;
	for (const char *at = frame->source; source_next(&at, &name) && count < NAMES;) {
		bool self = name.attribute && name.text - frame->source >= 5 && memcmp(name.text - 5, "self.", 5) == 0;
		if ((name.attribute && !self) || source_is_keyword(name.text, name.size))
			continue;
		count++;
		const char *word = arena_printf(a, "%s%.*s", self ? "self." : "", (int)name.size, name.text);
		struct assignment given;
		struct tuple found = {.name = word};
		if (assignment_before(a, file, word, frame->line, &given)) {
			found.line = given.line;
			if (!tuple_read(a, &rows.all[given.line - 1], given.value, &found))
				continue;
		} else if (name.text[name.size] != '(' || !tuple_returned(a, file, word, &found)) {
			continue;
		}
		*t = found;
		return t;
	}
	return t;
}

static struct value
tuple_fact(struct subject *s, const char *text)
{
	return fact_value(text == NULL ? NULL : text_safe(s->facts->arena, text, EXPRESSION_LIMIT), "the user's file");
}

static struct value
tuple_name(struct subject *s)
{
	return tuple_fact(s, tuple_of(s)->before == NULL ? NULL : tuple_of(s)->name);
}

static struct value
tuple_before(struct subject *s)
{
	return tuple_fact(s, tuple_of(s)->before);
}

static struct value
tuple_after(struct subject *s)
{
	return tuple_fact(s, tuple_of(s)->after);
}

static struct value
tuple_line(struct subject *s)
{
	int line = tuple_of(s)->before == NULL ? 0 : tuple_of(s)->line;
	return line == 0 ? fact_unknown() : tuple_fact(s, arena_printf(s->facts->arena, "%d", line));
}

static struct value
tuple_decimal(struct subject *s)
{
	return tuple_of(s)->before == NULL ? fact_unknown() : fact_bool(tuple_of(s)->decimal, "the user's file");
}

const struct fact tuple_facts[] = {
	{"tuple.name", tuple_name, FACT_HERE},       {"tuple.before", tuple_before, FACT_HERE},
	{"tuple.after", tuple_after, FACT_HERE},     {"tuple.line", tuple_line, FACT_HERE},
	{"tuple.decimal", tuple_decimal, FACT_HERE}, {0},
};

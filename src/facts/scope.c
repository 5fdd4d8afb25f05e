/* Facts about where in its file a name gets a value, for a name that has none
 * where it is used. */
#define _GNU_SOURCE
#include <string.h>

#include "base/text.h"
#include "facts/expression.h"
#include "facts/rows.h"
#include "facts/scope.h"
#include "facts/source.h"

/* In the order in which one is told of rather than another. */
enum bound {
	DELETED,
	EXCEPT,
	OWN_CLASS,
	OUTER,
	BELOW,
	BRANCH,
	ITSELF,
	ANNOTATED,
	OWN_FUNCTION,
	FUNCTION,
	CLASS,
	UNFINISHED,
	ATTRIBUTE,
	COMPREHENSION,
	NOWHERE
};

static const char *const words[] = {"deleted", "except",     "own class", "outer",         "below",
				    "branch",  "itself",     "annotated", "inner",         "function",
				    "class",   "unfinished", "attribute", "comprehension", NULL};
enum { HITS = 200 };

struct scope {
	enum bound bound;
	size_t row;    /* that gives the value */
	size_t around; /* the block it is in; rows.count at the top */
	struct rows rows;
};

bool
row_gives(const struct row *row, const char *name, bool *comprehension)
{
	const char *word = row_word(row, name), *end = row->text + row->size;
	size_t n = strlen(name);
	*comprehension = false;
	for (; word != NULL; word = row_word(&(struct row){word + n, (size_t)(end - word) - n, 0}, name)) {
		const char *before = word, *after = word + n;
		while (before > row->text && before[-1] == ' ')
			before--;
		while (after < end && *after == ' ')
			after++;
		size_t left = (size_t)(before - row->text);
		bool bound =
			before == row->text && after < end && *after == '=' && (after + 1 == end || after[1] != '=');
		bound = bound || (before == row->text && after < end && *after == ':' &&
				  memchr(after, '=', (size_t)(end - after)));
		static const char *const makers[] = {"def", "class", "import", "as", "for", "global"};
		for (size_t k = 0; k < sizeof(makers) / sizeof(makers[0]) && !bound; k++) {
			size_t size = strlen(makers[k]);
			bound = left >= size && memcmp(before - size, makers[k], size) == 0 &&
				(left == size || !expression_is_letter(before[-(ptrdiff_t)size - 1]));
			if (bound && strcmp(makers[k], "import") == 0) {
				/* import os.path as p */
				while (after < end && (*after == '.' || expression_is_letter(*after)))
					after++;
				while (after < end && *after == ' ')
					after++;
				bound = end - after < 3 || memcmp(after, "as ", 3) != 0;
			}
			if (bound && strcmp(makers[k], "for") == 0 && left > size && !row_starts(row, "async"))
				*comprehension = true;
		}
		if (!bound && left > 0 && before[-1] == ',' && !row_defines(row)) {
			/* a, b = …; for a, b in …; from m import a, b */
			const char *equals = memchr(word, '=', (size_t)(end - word));
			bool brackets = memchr(row->text, '(', left) != NULL || memchr(row->text, '[', left) != NULL;
			bound = !brackets &&
				(row_starts(row, "for") || row_starts(row, "import") || row_starts(row, "from") ||
				 (equals != NULL && equals + 1 < end && equals[1] != '='));
		} else if (!bound && before == row->text && after < end && *after == ',') {
			const char *equals = memchr(word, '=', (size_t)(end - word));
			bound = equals != NULL && equals + 1 < end && equals[1] != '=';
		}
		if (bound)
			return true;
	}
	return false;
}

/* The nearest def or class around the row; rows.count if there is none.
 * *branch: an if, for, try or the like stands between. */
static size_t
home(const struct rows *r, size_t n, bool *branch)
{
	*branch = false;
	for (n = rows_around(r, n); n < r->count; n = rows_around(r, n)) {
		if (row_defines(&r->all[n]) || row_starts(&r->all[n], "class"))
			return n;
		*branch = *branch || !row_starts(&r->all[n], "with");
	}
	return n;
}

static bool
is_within(const struct rows *r, size_t n, size_t block)
{
	for (n = rows_around(r, n); n < r->count; n = rows_around(r, n))
		if (n == block)
			return true;
	return false;
}

static enum bound
judge(const struct scope *s, size_t row, size_t failed, bool local)
{
	const struct rows *r = &s->rows;
	bool branch, other;
	size_t block = home(r, row, &branch), here = home(r, failed, &other);
	if (row_starts(&r->all[row], "except"))
		return row < failed ? EXCEPT : NOWHERE;
	bool same = block == here;
	if (here == row)
		return row_starts(&r->all[row], "class") ? UNFINISHED : NOWHERE;
	/* A local variable: of other functions only those around this one count. */
	if (local && !same)
		return block < r->count && row_defines(&r->all[block]) && is_within(r, here, block) ? OUTER : NOWHERE;
	if (!same && block < r->count)
		return !row_starts(&r->all[block], "class") ? (is_within(r, block, here) ? OWN_FUNCTION : FUNCTION)
		       : is_within(r, failed, block)        ? OWN_CLASS
							    : CLASS;
	if (same && block < r->count && row_starts(&r->all[block], "class") && row < failed)
		return OWN_CLASS;
	return row == failed ? ITSELF : row > failed ? BELOW : branch ? BRANCH : NOWHERE;
}

/* `self.name = …` in the file, and a method that has a self is where it failed. */
static bool
is_attribute(struct subject *s, const struct rows *r, const struct row *row, size_t failed)
{
	bool branch;
	size_t here = home(r, failed, &branch), size = strlen(s->name);
	return here < r->count && row_starts(row, "self") && row->size > size + 5 && row->text[4] == '.' &&
	       memcmp(row->text + 5, s->name, size) == 0 && row->size > size + 8 &&
	       memcmp(row->text + 5 + size, " = ", 3) == 0 && row_word(&r->all[here], "self") != NULL;
}

/* `name: int`, an annotation that gives no value, in the function of the failing
 * line or in the module. */
static bool
is_annotated(const struct rows *r, const struct row *row, const char *name, size_t failed, bool local)
{
	size_t n = strlen(name), here = (size_t)(row - r->all);
	bool branch;
	if (row->size < n + 2 || memcmp(row->text, name, n) != 0 || row->text[n] != ':' ||
	    memchr(row->text, '=', row->size) != NULL || strchr(",({[:", row->text[row->size - 1]) != NULL)
		return false;
	size_t block = home(r, here, &branch);
	if (local || block < r->count)
		return block == home(r, failed, &branch) && (local || here < failed);
	return here < failed;
}

static bool
scope_of(struct subject *s, struct scope *found)
{
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *text = s->name == NULL || frame == NULL ? NULL : source_text(s, NULL);
	if (text == NULL || frame->line < 1)
		return false;
	*found = (struct scope){.bound = NOWHERE, .rows = rows_read(s->facts->arena, text)};
	size_t failed = (size_t)frame->line - 1;
	if (failed >= found->rows.count)
		return false;
	bool local = strcmp(s->failure->name, "UnboundLocalError") == 0;
	size_t hits = 0;
	for (size_t n = 0; n < found->rows.count && hits < HITS; n++) {
		const struct row *row = &found->rows.all[n];
		bool comprehension = false;
		enum bound bound = NOWHERE;
		if (row->size == 0)
			continue;
		if (row_starts(row, "del") && row_word(row, s->name) != NULL && n < failed)
			bound = DELETED;
		else if (!local && is_attribute(s, &found->rows, row, failed))
			bound = ATTRIBUTE;
		else if (is_annotated(&found->rows, row, s->name, failed, local))
			bound = ANNOTATED;
		else if (row_gives(row, s->name, &comprehension) && hits++ < HITS)
			bound = comprehension ? (n < failed ? COMPREHENSION : NOWHERE) : judge(found, n, failed, local);
		if (bound < found->bound) {
			found->bound = bound;
			found->row = n;
			found->around = rows_around(&found->rows, n);
		}
	}
	return found->bound != NOWHERE;
}

static struct value
name_bound(struct subject *s)
{
	struct scope found;
	return scope_of(s, &found) ? fact_value(words[found.bound], "the user's file") : fact_unknown();
}

static struct value
name_bound_line(struct subject *s)
{
	struct scope found;
	return scope_of(s, &found) ? fact_value(arena_printf(s->facts->arena, "%zu", found.row + 1), "the user's file")
				   : fact_unknown();
}

/* What the block is called: a function's or a class's name; of a branch its
 * line, "if ready:". */
static struct value
name_bound_in(struct subject *s)
{
	struct scope found;
	bool branch;
	if (!scope_of(s, &found) || found.around >= found.rows.count)
		return fact_unknown();
	const struct row *row = &found.rows.all[found.around];
	if (found.bound != BRANCH) {
		size_t block = home(&found.rows, found.row, &branch);
		if (block >= found.rows.count)
			return fact_unknown();
		row = &found.rows.all[block];
	}
	const char *from = row->text;
	size_t size = row->size;
	if (row_defines(row) || row_starts(row, "class")) {
		from = row_word(row, row_defines(row) ? "def" : "class");
		from += row_defines(row) ? strlen("def") : strlen("class");
		from += strspn(from, " ");
		for (size = 0; expression_is_letter(from[size]); size++)
			;
	}
	char *text = arena_strndup(s->facts->arena, from, size < 120 ? size : 120);
	return fact_value(text_safe(s->facts->arena, text, 120), "the user's file");
}

bool
rows_give(const struct rows *r, const char *name)
{
	bool comprehension, given = false;
	for (size_t n = 0; n < r->count && !given; n++)
		given = r->all[n].size > 0 && (row_gives(&r->all[n], name, &comprehension) ||
					       (row_defines(&r->all[n]) && row_word(&r->all[n], name) != NULL));
	return given;
}

/* Where the object gets an attribute of that name, for a line in a method. */
static struct value
name_attribute_line(struct subject *s)
{
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *path = NULL, *text = s->name == NULL || frame == NULL ? NULL : source_text(s, &path);
	struct rows r = rows_read(s->facts->arena, text);
	if (text == NULL || frame->line < 1 || (size_t)frame->line > r.count)
		return fact_unknown();
	for (size_t n = 0; n < r.count; n++)
		if (is_attribute(s, &r, &r.all[n], (size_t)frame->line - 1))
			return fact_value(arena_printf(s->facts->arena, "%zu", n + 1), path);
	return fact_unknown();
}

/* `open(path)` of `with open(path) as name:`, where nothing else gives it a value. */
static struct value
name_entered(struct subject *s)
{
	const char *path = NULL, *text = s->name == NULL ? NULL : source_text(s, &path);
	struct rows r = rows_read(s->facts->arena, text);
	const struct row *with = NULL;
	bool comprehension;
	for (size_t n = 0; n < r.count; n++) {
		if (r.all[n].size == 0 || !row_gives(&r.all[n], s->name, &comprehension))
			continue;
		if (with != NULL || !row_starts(&r.all[n], "with"))
			return fact_unknown();
		with = &r.all[n];
	}
	struct expression e;
	size_t at;
	if (with == NULL || !expression_read(&e, with->text, with->size) || expression_find(&e, "as", false, &at) != 1)
		return fact_unknown();
	size_t from = strlen("with ");
	while (at > from && e.text[at - 1] == ' ')
		at--;
	const char *entered = arena_strndup(s->facts->arena, e.text + from, at - from);
	return fact_value(text_safe(s->facts->arena, entered, EXPRESSION_LIMIT), path);
}

/* The line of an import that brings the name in. */
static struct value
name_imported_line(struct subject *s)
{
	const char *path = NULL, *text = s->name == NULL ? NULL : source_text(s, &path);
	struct rows r = rows_read(s->facts->arena, text);
	bool comprehension;
	for (size_t n = 0; n < r.count; n++)
		if ((row_starts(&r.all[n], "import") || row_starts(&r.all[n], "from")) &&
		    row_gives(&r.all[n], s->name, &comprehension))
			return fact_value(arena_printf(s->facts->arena, "%zu", n + 1), path);
	return fact_unknown();
}

/* The file gives the name a value somewhere, if only as a parameter. */
static struct value
name_defined(struct subject *s)
{
	const char *path = NULL, *text = s->name == NULL ? NULL : source_text(s, &path);
	struct rows r = rows_read(s->facts->arena, text);
	return text == NULL ? fact_unknown() : fact_bool(rows_give(&r, s->name), path);
}

/* `rows` of the loop `for name in rows:` that the failed line is in, or of one in
 * the line itself. */
static struct value
loop_of(struct subject *s, size_t *at_row)
{
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *text = s->name == NULL || frame == NULL ? NULL : source_text(s, NULL);
	struct rows r = {0};
	if (text != NULL && frame->line > 0)
		r = rows_read(s->facts->arena, text);
	if (text == NULL || frame->line < 1 || (size_t)frame->line > r.count)
		return fact_unknown();
	for (size_t n = (size_t)frame->line - 1; n < r.count; n = rows_around(&r, n)) {
		const struct row *row = &r.all[n];
		const char *word = row_defines(row) ? row->text : NULL, *end = row->text + row->size;
		if (word != NULL)
			break;
		struct expression e;
		while ((word = row_word(&(struct row){word == NULL ? row->text : word + 1,
						      word == NULL ? row->size : (size_t)(end - word) - 1, 0},
					"for")) != NULL) {
			const char *at = word + strlen("for");
			at += strspn(at, " ");
			size_t size = strlen(s->name);
			if ((size_t)(end - at) <= size || memcmp(at, s->name, size) != 0)
				continue;
			at += size;
			at += strspn(at, " ");
			if (end - at < 4 || memcmp(at, "in ", 3) != 0 || !expression_read(&e, row->text, row->size))
				continue;
			size_t from = (size_t)(at - row->text) + 3, to = expression_argument(&e, from);
			size_t test = from;
			while (test < to && (to - test < 4 || memcmp(row->text + test, " if ", 4) != 0))
				test++;
			if (test == from)
				continue;
			*at_row = n;
			char *loop = arena_strndup(s->facts->arena, row->text + from, test - from);
			return fact_value(text_safe(s->facts->arena, loop, EXPRESSION_LIMIT), "the user's file");
		}
	}
	return fact_unknown();
}

static struct value
name_loop(struct subject *s)
{
	size_t row;
	return loop_of(s, &row);
}

static struct value
name_loop_line(struct subject *s)
{
	size_t row;
	return loop_of(s, &row).text == NULL
		       ? fact_unknown()
		       : fact_value(arena_printf(s->facts->arena, "%zu", row + 1), "the user's file");
}

const struct fact scope_facts[] = {
	{"name.bound", name_bound, FACT_HERE},
	{"name.bound_line", name_bound_line, FACT_HERE},
	{"name.bound_in", name_bound_in, FACT_HERE},
	{"name.loop", name_loop, FACT_HERE},
	{"name.loop_line", name_loop_line, FACT_HERE},
	{"name.defined", name_defined, FACT_HERE},
	{"name.imported_line", name_imported_line, FACT_HERE},
	{"name.attribute_line", name_attribute_line, FACT_HERE},
	{"name.entered", name_entered, FACT_HERE},
	{0},
};

/* Facts about the expression whose value a failure is about (blame.h), and about
 * where its value came from. */
#define _GNU_SOURCE
#include <string.h>

#include "base/text.h"
#include "facts/assignment.h"
#include "facts/blame.h"
#include "facts/expression.h"
#include "facts/scope.h"
#include "facts/source.h"

struct suspect {
	struct blame blame;
	const char *value; /* what it was given, or itself where it is no name */
	int line;          /* where */
	bool defined;
	struct definition definition; /* of the function in `value` */
	const char *function;
};

static bool
is_name(const char *text)
{
	size_t n = 0;
	if (strncmp(text, "self.", 5) == 0)
		text += 5;
	while (expression_is_letter(text[n]))
		n++;
	return n > 0 && text[n] == '\0' && !(text[0] >= '0' && text[0] <= '9') && !source_is_keyword(text, n);
}

/* The function of a value that is one call: `load` of `load(path)`. */
static void
trace_call(struct subject *s, const char *file, struct suspect *found)
{
	struct expression e;
	const char *name = found->value;
	if (strncmp(name, "self.", 5) == 0)
		name += 5;
	size_t n = 0, size = strlen(name);
	while (expression_is_letter(name[n]))
		n++;
	if (n == 0 || name[n] != '(' || !expression_read(&e, name, size) || e.size != size ||
	    e.mate[n] != (short)size - 1)
		return;
	found->function = arena_strndup(s->facts->arena, name, n);
	found->defined = definition_find(s->facts->arena, file, found->function, NULL, &found->definition);
}

static const struct suspect *
suspect_of(struct subject *s)
{
	if (s->suspect != NULL)
		return s->suspect;
	struct suspect *found = s->suspect = arena_alloc(s->facts->arena, sizeof(*found));
	const struct failure *f = s->failure;
	const struct frame *frame = f == NULL ? NULL : failure_user_frame(f);
	if (frame == NULL || f->frame_count == 0 || frame != &f->frames[f->frame_count - 1] || frame->source == NULL)
		return found;
	found->blame = blame_line(s, frame);
	if (found->blame.text == NULL)
		return found;
	const char *file = source_text(s, NULL);
	struct assignment given;
	if (!is_name(found->blame.text)) {
		found->value = found->blame.text;
		found->line = frame->line;
	} else if (file != NULL && assignment_before(s->facts->arena, file, found->blame.text, frame->line, &given)) {
		found->value = given.value;
		found->line = given.line;
	}
	if (found->value != NULL && file != NULL)
		trace_call(s, file, found);
	return found;
}

static struct value
suspect_fact(struct subject *s, const char *text)
{
	return fact_value(text == NULL ? NULL : text_safe(s->facts->arena, text, EXPRESSION_LIMIT),
			  "the line that failed");
}

static struct value
suspect(struct subject *s)
{
	return suspect_fact(s, suspect_of(s)->blame.text);
}

static struct value
suspect_left(struct subject *s)
{
	return suspect_fact(s, suspect_of(s)->blame.left);
}

static struct value
suspect_right(struct subject *s)
{
	return suspect_fact(s, suspect_of(s)->blame.right);
}

static struct value
suspect_operation(struct subject *s)
{
	return suspect_fact(s, suspect_of(s)->blame.operation);
}

static struct value
suspect_value(struct subject *s)
{
	return suspect_fact(s, suspect_of(s)->value);
}

/* The file gives that name a value anywhere, if only by += or in a loop. */
static struct value
suspect_variable(struct subject *s)
{
	const char *name = suspect_of(s)->blame.text, *path = NULL, *text = source_text(s, &path);
	if (name == NULL || text == NULL || !is_name(name))
		return fact_unknown();
	struct rows rows = rows_read(s->facts->arena, text);
	bool comprehension = false, given = false;
	for (size_t n = 0; n < rows.count && !given; n++)
		given = rows.all[n].size > 0 && row_gives(&rows.all[n], name, &comprehension) && !comprehension;
	return fact_bool(given, path);
}

static struct value
number(struct subject *s, int n)
{
	return n == 0 ? fact_unknown() : fact_value(arena_printf(s->facts->arena, "%d", n), "the user's file");
}

static struct value
suspect_given(struct subject *s)
{
	const struct suspect *found = suspect_of(s);
	bool itself = found->value == NULL || strcmp(found->value, found->blame.text) == 0;
	return itself ? fact_unknown() : suspect_fact(s, found->value);
}

static struct value
suspect_line(struct subject *s)
{
	return number(s, suspect_of(s)->line);
}

static struct value
suspect_function(struct subject *s)
{
	return suspect_of(s)->defined ? suspect_fact(s, suspect_of(s)->function) : fact_unknown();
}

static struct value
suspect_function_line(struct subject *s)
{
	return number(s, suspect_of(s)->defined ? suspect_of(s)->definition.line : 0);
}

static struct value
suspect_returns(struct subject *s)
{
	static const char *const words[] = {"never", "sometimes", "always"};
	return suspect_of(s)->defined ? fact_value(words[suspect_of(s)->definition.returns], "the user's file")
				      : fact_unknown();
}

static struct value
suspect_last(struct subject *s)
{
	return suspect_of(s)->defined ? suspect_fact(s, suspect_of(s)->definition.last) : fact_unknown();
}

static struct value
suspect_last_line(struct subject *s)
{
	return number(s, suspect_of(s)->defined ? suspect_of(s)->definition.last_line : 0);
}

/* What is called and was made anew by a decorator of the same file; *d gets its def. */
static const char *
suspect_decorated(struct subject *s, struct definition *d)
{
	const char *name = suspect_of(s)->blame.text, *file = source_text(s, NULL);
	const char *dot = name == NULL ? NULL : strrchr(name, '.');
	if (name == NULL || file == NULL || strchr(name, '(') != NULL)
		return NULL;
	const char *decorator = definition_decorator(s->facts->arena, file, dot == NULL ? name : dot + 1);
	return decorator != NULL && definition_find(s->facts->arena, file, decorator, NULL, d) ? decorator : NULL;
}

static struct value
suspect_decorator(struct subject *s)
{
	struct definition d;
	return suspect_fact(s, suspect_decorated(s, &d));
}

static struct value
suspect_decorator_line(struct subject *s)
{
	struct definition d;
	return number(s, suspect_decorated(s, &d) == NULL ? 0 : d.line);
}

const struct fact suspect_facts[] = {
	{"suspect", suspect, FACT_ANYWHERE},
	{"suspect.left", suspect_left, FACT_ANYWHERE},
	{"suspect.right", suspect_right, FACT_ANYWHERE},
	{"suspect.operation", suspect_operation, FACT_ANYWHERE},
	{"suspect.value", suspect_value, FACT_ANYWHERE},
	{"suspect.given", suspect_given, FACT_ANYWHERE},
	{"suspect.line", suspect_line, FACT_ANYWHERE},
	{"suspect.variable", suspect_variable, FACT_HERE},
	{"suspect.function", suspect_function, FACT_HERE},
	{"suspect.function_line", suspect_function_line, FACT_HERE},
	{"suspect.returns", suspect_returns, FACT_HERE},
	{"suspect.last", suspect_last, FACT_HERE},
	{"suspect.last_line", suspect_last_line, FACT_HERE},
	{"suspect.decorator", suspect_decorator, FACT_HERE},
	{"suspect.decorator_line", suspect_decorator_line, FACT_HERE},
	{0},
};

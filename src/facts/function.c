/* Facts about the group `function` (and `class`): one that a call did not fit. */
#include "base/text.h"
#include "facts/assignment.h"
#include "facts/source.h"

static struct value
function_definition(struct subject *s)
{
	struct definition d;
	const char *file = s->function == NULL ? NULL : source_text(s, NULL);
	if (file == NULL || !definition_find(s->facts->arena, file, s->function, s->owner, &d))
		return fact_unknown();
	return fact_value(text_safe(s->facts->arena, d.head, 200), "the user's file");
}

static struct value
function_line(struct subject *s)
{
	struct definition d;
	const char *file = s->function == NULL ? NULL : source_text(s, NULL);
	if (file == NULL || !definition_find(s->facts->arena, file, s->function, s->owner, &d))
		return fact_unknown();
	return fact_value(arena_printf(s->facts->arena, "%d", d.line), "the user's file");
}

const struct fact function_facts[] = {
	{"function.definition", function_definition, FACT_HERE},
	{"function.line", function_line, FACT_HERE},
	{0},
};

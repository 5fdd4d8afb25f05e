/* Facts about the group `function` (and `class`): one that a call did not fit; and
 * about the class that the group `type` names. */
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

/* What decorates the def of the group `name`. */
static struct value
name_decorator(struct subject *s)
{
	const char *path = NULL, *file = s->name == NULL ? NULL : source_text(s, &path);
	const char *found = file == NULL ? NULL : definition_decorator(s->facts->arena, file, s->name);
	return fact_value(found == NULL ? NULL : text_safe(s->facts->arena, found, 200), path);
}

/* The methods of the group `type`'s (or `class`'s) class, where the file has one
 * class of that name. */
static struct value
class_methods(struct subject *s)
{
	const char *type = s->type != NULL ? s->type : s->owner, *path = NULL;
	const char *file = type == NULL ? NULL : source_text(s, &path);
	const char *found = file == NULL ? NULL : definition_methods(s->facts->arena, file, type);
	return fact_value(found == NULL ? NULL : text_safe(s->facts->arena, found, 2000), path);
}

static struct value
class_calls_init(struct subject *s)
{
	const char *type = s->type != NULL ? s->type : s->owner, *path = NULL;
	const char *file = type == NULL ? NULL : source_text(s, &path);
	if (file == NULL || definition_methods(s->facts->arena, file, type) == NULL)
		return fact_unknown();
	return fact_bool(definition_calls_init(s->facts->arena, file, type), path);
}

const struct fact function_facts[] = {
	{"function.definition", function_definition, FACT_HERE}, {"function.line", function_line, FACT_HERE},
	{"name.decorator", name_decorator, FACT_HERE},           {"class.methods", class_methods, FACT_HERE},
	{"class.calls_init", class_calls_init, FACT_HERE},       {0},
};

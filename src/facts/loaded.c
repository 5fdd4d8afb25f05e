#include "facts/loaded.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "facts/program.h"

enum { MODULES = 40, SCRIPT_LIMIT = 1 << 20 };

struct modules {
	struct arena *arena;
	const char *names[MODULES];
	size_t count;
};

static bool
modules_add(void *context, const char *name)
{
	struct modules *m = context;
	for (size_t n = 0; n < m->count; n++)
		if (strcmp(m->names[n], name) == 0)
			return true;
	m->names[m->count++] = name;
	return m->count < MODULES;
}

static const char *
script_path(struct subject *s)
{
	return s->facts->local ? subject_program(s)->path : NULL;
}

struct value
loaded_modules(struct subject *s)
{
	struct modules m = {.arena = s->facts->arena};
	const char *file = script_path(s);
	if (file == NULL)
		return fact_unknown();
	program_imports(m.arena, file, modules_add, &m);
	struct buf list = buf_new(m.arena);
	for (size_t n = 0; n < m.count; n++)
		buf_printf(&list, "%s%s", n == 0 ? "" : ", ", m.names[n]);
	return fact_value(m.count == 0 ? NULL : list.text, file);
}

/* 1_000_000, 10000, 10**6, 10 ** 6; 0 for all else. */
static unsigned long
limit_read(const char *text)
{
	unsigned long number = 0, base = 0;
	bool power = false;
	for (; *text != '\0' && *text != ')' && *text != '\n'; text++) {
		if (*text >= '0' && *text <= '9') {
			number = number * 10 + (unsigned long)(*text - '0');
			if (number > 1000000000)
				return 0;
		} else if (text[0] == '*' && text[1] == '*' && !power) {
			power = true;
			base = number;
			number = 0;
			text++;
		} else if (*text != '_' && *text != ' ') {
			return 0;
		}
	}
	if (*text != ')' || !power)
		return *text == ')' ? number : 0;
	unsigned long raised = 1;
	for (unsigned long n = 0; n < number; n++) {
		if (base < 2 || raised > 1000000000 / base)
			return 1000000000;
		raised *= base;
	}
	return raised;
}

struct value
loaded_recursion_limit(struct subject *s)
{
	static const char call[] = "setrecursionlimit(";
	struct arena *a = s->facts->arena;
	const char *file = script_path(s);
	const char *text = file == NULL ? NULL : path_read(a, file, SCRIPT_LIMIT, true, NULL);
	const char *at = text == NULL ? NULL : strstr(text, call);
	if (at == NULL)
		return fact_unknown();
	unsigned long limit = limit_read(at + sizeof(call) - 1);
	return fact_value(limit == 0 ? NULL : arena_printf(a, "%lu", limit), file);
}

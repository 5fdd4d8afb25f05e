#include "base/diagnostic.h"

struct diagnostics
diagnostics_new(struct arena *a)
{
	return (struct diagnostics){.arena = a};
}

struct diagnostic *
diagnostics_add(struct diagnostics *d, const char *file, int line, int column, const char *format, ...)
{
	struct diagnostic *one = arena_alloc(d->arena, sizeof(*one));
	va_list args;
	va_start(args, format);
	one->file = arena_strdup(d->arena, file);
	one->line = line;
	one->column = column;
	one->message = arena_vprintf(d->arena, format, args);
	va_end(args);
	if (d->last == NULL)
		d->last = &d->first;
	*d->last = one;
	d->last = &one->next;
	d->count++;
	return one;
}

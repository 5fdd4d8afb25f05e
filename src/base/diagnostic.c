#include "base/diagnostic.h"

#include <string.h>

#include "base/text.h"

enum { FILE_LIMIT = 4096, MESSAGE_LIMIT = 4000 };

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
	one->file = file == NULL ? NULL : text_safe(d->arena, file, FILE_LIMIT);
	one->line = line;
	one->column = column;
	/* It may hold words of the file, which may be anybody's. */
	one->message = text_safe(d->arena, arena_vprintf(d->arena, format, args), MESSAGE_LIMIT);
	va_end(args);
	if (d->last == NULL)
		d->last = &d->first;
	*d->last = one;
	d->last = &one->next;
	d->count++;
	return one;
}

const char *
diagnostic_text(struct arena *a, const struct diagnostic *d)
{
	if (d->file == NULL || (d->line == 0 && strncmp(d->message, d->file, strlen(d->file)) == 0))
		return d->message;
	if (d->line == 0)
		return arena_printf(a, "%s: %s", d->file, d->message);
	if (d->column == 0)
		return arena_printf(a, "%s:%d: %s", d->file, d->line, d->message);
	return arena_printf(a, "%s:%d:%d: %s", d->file, d->line, d->column, d->message);
}

#include "commands/command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/lang.h"
#include "base/text.h"
#include "commands/passage.h"

enum { MESSAGE_LIMIT = 1000 };

int
command_misused(const struct command *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct arena *a = arena_new();
	/* What was misused may be in it, and come from a name that somebody else gave. */
	passage_print(a, stderr, "remedy %s: %s", c->name, text_safe(a, arena_vprintf(a, format, args), MESSAGE_LIMIT));
	va_end(args);
	passage_print(a, stderr, _("\nUsage: remedy %s%s%s\n"), c->name, *c->usage != '\0' ? " " : "", c->usage);
	arena_free(a);
	return STATUS_USAGE;
}

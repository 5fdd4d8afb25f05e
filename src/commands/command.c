#include "commands/command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/lang.h"

int
command_misused(const struct command *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fprintf(stderr, "remedy %s: ", c->name);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, _("\nUsage: remedy %s %s\n"), c->name, c->usage);
	return STATUS_USAGE;
}

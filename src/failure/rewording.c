#define _GNU_SOURCE
#include "failure/rewording.h"

#include <stdbool.h>
#include <string.h>

/* What `message` has between `before` and `after`, from `*at` on; false if they do not stand there. */
static bool
quoted(const char **at, const char *before, const char *after, const char **text, size_t *size)
{
	size_t n = strlen(before);
	if (strncmp(*at, before, n) != 0)
		return false;
	const char *end = strstr(*at + n, after);
	if (end == NULL || memchr(*at + n, '\n', (size_t)(end - *at) - n) != NULL)
		return false;
	*text = *at + n;
	*size = (size_t)(end - *text);
	*at = end + strlen(after);
	return true;
}

/* 3.15 says which name was wrong too, and gives names that are not ASCII twice. */
static const char *
attribute(struct arena *a, const char *message)
{
	static const char lacks[] = " has no attribute '";
	const char *at = strstr(message, lacks), *name, *meant;
	size_t size, meant_size;
	if (at == NULL)
		return message;
	at += strlen(lacks) - 1;
	if (!quoted(&at, "'", "'", &name, &size) || *at != '.')
		return message;
	const char *hint = at;
	if (quoted(&at, ". Did you mean '.", "'", &meant, &meant_size) && strstr(at, " instead of '.") != NULL)
		return arena_printf(a, "%.*s. Did you mean: '%.*s'?", (int)(hint - message), message, (int)meant_size,
				    meant);
	static const char *const words[] = {". Did you mean '.", ". Did you mean to use a", ". Use d[k] = v.",
					    ". Use 'x in list'."};
	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++)
		if (strncmp(hint, words[n], strlen(words[n])) == 0)
			return arena_strndup(a, message, (size_t)(hint - message));
	return message;
}

static const char *
module(struct arena *a, const char *message)
{
	const char *at = message, *name;
	size_t size;
	if (quoted(&at, "Standard library module '", "' was not found", &name, &size) ||
	    quoted(&at, "Unsupported platform for Windows-only standard library module '", "'", &name, &size) ||
	    quoted(&at, "Unsupported platform for standard library module '", "'", &name, &size))
		return *at == '\0' ? arena_printf(a, "No module named '%.*s'", (int)size, name) : message;
	if (!quoted(&at, "No module named '", "'", &name, &size))
		return message;
	if (strncmp(at, "; '", 3) == 0 && (at = strstr(at, "' is not a package")) != NULL)
		at += strlen("' is not a package");
	static const char *const words[] = {
		". Did you mean: '", ". Site initialization is disabled, ",
		". Although a module with this name was found for a different Python version"};
	for (size_t n = 0; at != NULL && n < sizeof(words) / sizeof(words[0]); n++)
		if (strncmp(at, words[n], strlen(words[n])) == 0)
			return arena_strndup(a, message, (size_t)(at - message));
	return message;
}

/* Without its end, if that is `before` … `after`. */
static const char *
without_end(struct arena *a, const char *message, const char *before, const char *after)
{
	const char *at = strstr(message, before), *text;
	size_t n;
	if (at == NULL)
		return message;
	size_t size = (size_t)(at - message);
	return quoted(&at, before, after, &text, &n) && *at == '\0' ? arena_strndup(a, message, size) : message;
}

/* 3.14 says what the value was to be, 3.15 which of a format's values it is. */
static const char *
type_error(struct arena *a, const char *message)
{
	const char *at = message, *rest = strstr(message, " (unhashable type: '"), *name;
	size_t size, n = strlen(message);
	if (quoted(&at, "cannot use '", "' as a ", &name, &size) && rest != NULL && message[n - 1] == ')')
		return arena_printf(a, "%.*s", (int)(n - (size_t)(rest - message) - 3), rest + 2);
	if (strncmp(message, "not enough arguments for format string", 38) == 0)
		return without_end(a, message, " (got ", ")");
	if (strncmp(message, "not all arguments converted during ", 35) == 0)
		return without_end(a, message, " (required ", ")");
	at = message;
	if (!quoted(&at, "format argument", ": %", &name, &size) || *at == '\0')
		return message;
	static const char *const wants[] = {" requires a real number, not ", " requires an integer, not "};
	static const char *const wanted[] = {"a real number", "an integer"};
	for (size_t k = 0; k < sizeof(wants) / sizeof(wants[0]); k++)
		if (strncmp(at + 1, wants[k], strlen(wants[k])) == 0)
			return arena_printf(a, "%%%c format: %s is required, not %s", *at, wanted[k],
					    at + 1 + strlen(wants[k]));
	return message;
}

/* 3.15 puts no quotes around a list. */
static const char *
command(struct arena *a, const char *message)
{
	static const char *const ends[] = {"] returned non-zero exit status ", "] died with ", "] timed out after "};
	if (strncmp(message, "Command [", 9) != 0)
		return message;
	for (size_t n = 0; n < sizeof(ends) / sizeof(ends[0]); n++) {
		const char *end = strstr(message, ends[n]);
		if (end != NULL)
			return arena_printf(a, "Command '%.*s'%s", (int)(end - message) - 7, message + 8, end + 1);
	}
	return message;
}

const char *
rewording_plain(struct arena *a, const char *type, const char *message)
{
	static const struct {
		const char *type;
		const char *(*plain)(struct arena *, const char *);
	} all[] = {
		{"AttributeError", attribute},   {"ModuleNotFoundError", module}, {"TypeError", type_error},
		{"CalledProcessError", command}, {"TimeoutExpired", command},
	};
	for (size_t n = 0; n < sizeof(all) / sizeof(all[0]); n++)
		if (strcmp(type, all[n].type) == 0)
			return all[n].plain(a, message);
	return message;
}

#define _GNU_SOURCE
#include "failure/suggestion.h"

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

const char *
suggestion_plain(struct arena *a, const char *type, const char *message)
{
	if (strcmp(type, "AttributeError") == 0)
		return attribute(a, message);
	return strcmp(type, "ModuleNotFoundError") == 0 ? module(a, message) : message;
}

#define _GNU_SOURCE
#include "facts/standard.h"

#include <stdio.h>
#include <string.h>

#include "facts/fact.h"

/* One string, a line for each list: "key name name>3.9 name<3.12 \n". Without
 * pointers, so that it costs nothing before it is looked at. */
static const char table[] =
#include "facts/data/attributes.inc"
	"\n";

const char *
standard_list(const char *kind, const char *name)
{
	char key[128];
	int n = snprintf(key, sizeof(key), "\n%s%s ", kind, name);
	if (n < 0 || (size_t)n >= sizeof(key) || strchr(name, ' ') != NULL)
		return NULL;
	const char *at = memmem(table, sizeof(table) - 1, key, (size_t)n);
	return at == NULL ? NULL : at + n;
}

static void
read_mark(const char **at, const char *end, char mark, char version[6])
{
	version[0] = '\0';
	if (*at >= end || **at != mark)
		return;
	size_t n = strspn(*at + 1, "0123456789.");
	if (n < 6) {
		memcpy(version, *at + 1, n);
		version[n] = '\0';
	}
	*at += n + 1;
}

bool
standard_next(const char **list, struct standard_name *name)
{
	const char *at = *list + strspn(*list, " ");
	if (*at == '\n' || *at == '\0')
		return false;
	const char *end = at + strcspn(at, " \n");
	name->text = at;
	name->size = strcspn(at, " \n<>");
	at += name->size;
	read_mark(&at, end, '>', name->added);
	read_mark(&at, end, '<', name->removed);
	*list = end;
	return true;
}

bool
standard_find(const char *list, const char *name, struct standard_name *found)
{
	size_t n = strlen(name);
	if (list == NULL || n == 0)
		return false;
	const char *end = strchr(list, '\n');
	for (const char *at = list; (at = memmem(at, (size_t)(end - at), name, n)) != NULL; at++) {
		const char *whole = at;
		if (at[-1] == ' ' && standard_next(&whole, found) && found->size == n)
			return true;
	}
	return false;
}

bool
standard_in(const struct standard_name *name, const char *minor)
{
	int order;
	if (minor == NULL)
		return name->removed[0] == '\0';
	if (name->added[0] != '\0' && version_compare(minor, name->added, &order) && order < 0)
		return false;
	return name->removed[0] == '\0' || !version_compare(minor, name->removed, &order) || order < 0;
}

const char *
standard_each(struct arena *a, const char *kind, const char *from, const char **key)
{
	size_t n = strlen(kind);
	const char *line = from == NULL ? table : strchr(from, '\n');
	for (; line != NULL && *line == '\n'; line = strchr(line + 1, '\n'))
		if (strncmp(line + 1, kind, n) == 0) {
			size_t size = strcspn(line + 1 + n, " ");
			*key = arena_strndup(a, line + 1 + n, size);
			return line + 1 + n + size;
		}
	return NULL;
}

const char *
standard_type(struct arena *a, const char *type, const char **key)
{
	const char *whole = standard_list("t:", type), *name;
	if (whole != NULL) {
		if (key != NULL)
			*key = type;
		return whole;
	}
	/* Messages give some types without their module: "'Thread' object has no …". */
	const char *dot = strrchr(type, '.'), *last = dot == NULL ? type : dot + 1, *found = NULL;
	size_t n = strlen(last);
	for (const char *list = standard_each(a, "t:", NULL, &name); list != NULL;
	     list = standard_each(a, "t:", list, &name)) {
		size_t size = strlen(name);
		if (size <= n || name[size - n - 1] != '.' || strcmp(name + size - n, last) != 0)
			continue;
		if (found != NULL)
			return NULL; /* Queue, Event: two modules have one */
		found = list;
		if (key != NULL)
			*key = name;
	}
	return found;
}

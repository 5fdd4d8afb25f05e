#include <string.h>

#include "catalog/index.h"
#include "catalog/layer.h"

static const struct system_entry *
system_get(struct arena *a, struct catalog *c, const char *name, size_t size)
{
	char key[INDEX_KEY];
	for (size_t i = 0; i < c->count; i++) {
		struct record r;
		if (!database_get(&c->layers[i].db, key, index_key(key, 's', name, size), &r))
			continue;
		struct system_entry *s = arena_alloc(a, sizeof(*s));
		const char **fields[] = {&s->name, &s->apt, &s->dnf, &s->pacman, &s->apk, &s->zypper, &s->brew};
		for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++)
			*fields[k] = arena_strdup(a, record_get_text(&r));
		if (!r.bad && s->name != NULL)
			return s;
	}
	return NULL;
}

const struct system_entry *
catalog_system(struct arena *a, struct catalog *c, const char *name)
{
	size_t size = strnlen(name, INDEX_KEY);
	if (size >= INDEX_KEY - 1)
		return NULL;
	const struct system_entry *s = system_get(a, c, name, size);
	const char *so = strncmp(name, "library:", strlen("library:")) == 0 ? strstr(name, ".so.") : NULL;
	/* A table that does not tell the versions apart: "libGL.so.1" is "libGL.so". */
	if (s == NULL && so != NULL)
		s = system_get(a, c, name, (size_t)(so - name) + strlen(".so"));
	return s;
}

#include <string.h>

#include "catalog/index.h"
#include "catalog/layer.h"

const struct stdlib_entry *
catalog_stdlib(struct arena *a, struct catalog *c, const char *module)
{
	char key[INDEX_KEY];
	size_t size = strnlen(module, INDEX_KEY);
	for (size_t i = 0; i < c->count && size < INDEX_KEY - 1; i++) {
		struct record r;
		if (!database_get(&c->layers[i].db, key, index_key(key, 'l', module, size), &r))
			continue;
		struct stdlib_entry *s = arena_alloc(a, sizeof(*s));
		const char **fields[] = {&s->module, &s->added, &s->removed, &s->replacement, &s->library, &s->debian};
		for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++)
			*fields[k] = arena_strdup(a, record_get_text(&r));
		if (!r.bad && s->module != NULL)
			return s;
	}
	return NULL;
}

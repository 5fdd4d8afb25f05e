#include <string.h>

#include "base/text.h"
#include "catalog/index.h"
#include "catalog/layer.h"
#include "catalog/tables.h"

static const struct module_entry *
module_get(struct arena *a, struct catalog *c, char letter, const char *name, size_t size)
{
	char key[INDEX_KEY];
	for (size_t i = 0; i < c->count; i++) {
		struct record r;
		if (!database_get(&c->layers[i].db, key, index_key(key, letter, name, size), &r))
			continue;
		struct module_entry *m = arena_alloc(a, sizeof(*m));
		const char **fields[] = {&m->import, &m->distribution, &m->apt,   &m->dnf, &m->pacman,
					 &m->apk,    &m->brew,         &m->conda, &m->note};
		for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++)
			*fields[k] = arena_strdup(a, record_get_text(&r));
		if (!r.bad && m->import != NULL && m->distribution != NULL)
			return m;
	}
	return NULL;
}

const struct module_entry *
catalog_module(struct arena *a, struct catalog *c, const char *import)
{
	size_t size = strnlen(import, INDEX_KEY);
	while (size > 0 && size < INDEX_KEY - 1) {
		const struct module_entry *m = module_get(a, c, 'm', import, size);
		if (m != NULL)
			return m;
		do
			size--;
		while (size > 0 && import[size] != '.');
	}
	return NULL;
}

const struct module_entry *
catalog_distribution(struct arena *a, struct catalog *c, const char *distribution)
{
	if (strnlen(distribution, INDEX_KEY) >= INDEX_KEY - 1)
		return NULL;
	const char *normal = tables_normal(a, distribution);
	return module_get(a, c, 'd', normal, strlen(normal));
}

const char *
catalog_module_near(struct arena *a, struct catalog *c, const char *name)
{
	enum { LONG = 6, MOST = 100 };
	size_t size = strnlen(name, MOST);
	size_t limit = size >= LONG ? 2 : 1;
	const char *nearest = NULL;
	size_t best = limit + 1;
	bool alone = true;
	if (size < 2 || size == MOST)
		return NULL;
	for (size_t i = 0; i < c->count; i++) {
		struct record r;
		if (!database_get(&c->layers[i].db, "M", 1, &r))
			continue;
		while (r.p < r.end) {
			const char *known = r.p;
			size_t n = strnlen(known, (size_t)(r.end - r.p));
			if (known + n == r.end)
				break;
			r.p += n + 1;
			if (n > size + best || size > n + best)
				continue;
			size_t distance = text_distance(name, known, best);
			if (distance > limit || distance > best || (nearest != NULL && strcmp(nearest, known) == 0))
				continue;
			alone = distance < best;
			best = distance;
			nearest = known;
		}
	}
	return nearest != NULL && alone && best > 0 ? arena_strdup(a, nearest) : NULL;
}

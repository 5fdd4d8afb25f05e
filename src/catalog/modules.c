#include <string.h>

#include "base/text.h"
#include "catalog/index.h"
#include "catalog/layer.h"
#include "catalog/tables.h"

static const struct module_entry *
module_get(struct arena *a, struct catalog *c, char letter, const char *name, size_t size, bool bare)
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
		if (!r.bad && m->import != NULL && (bare || m->distribution != NULL))
			return m;
	}
	return NULL;
}

static const struct module_entry *
module_find(struct arena *a, struct catalog *c, const char *import, bool bare)
{
	size_t size = strnlen(import, INDEX_KEY);
	while (size > 0 && size < INDEX_KEY - 1) {
		const struct module_entry *m = module_get(a, c, 'm', import, size, bare);
		if (m != NULL)
			return m;
		do
			size--;
		while (size > 0 && import[size] != '.');
	}
	return NULL;
}

const struct module_entry *
catalog_module(struct arena *a, struct catalog *c, const char *import)
{
	return module_find(a, c, import, false);
}

const struct module_entry *
catalog_module_bare(struct arena *a, struct catalog *c, const char *import)
{
	return module_find(a, c, import, true);
}

const struct module_entry *
catalog_distribution(struct arena *a, struct catalog *c, const char *distribution)
{
	if (strnlen(distribution, INDEX_KEY) >= INDEX_KEY - 1)
		return NULL;
	const char *normal = tables_normal(a, distribution);
	return module_get(a, c, 'd', normal, strlen(normal), false);
}

/* Names that people give to modules of their own; that they are near to some
 * known one says nothing. */
static bool
is_own_name(const char *name)
{
	static const char *const names[] = {
		"api",     "app",      "apps",    "auth",    "base",    "client",   "common", "conf",    "config",
		"configs", "consts",   "core",    "data",    "dataset", "database", "db",     "forms",   "func",
		"game",    "helper",   "helpers", "lib",     "logger",  "main",     "misc",   "model",   "models",
		"module",  "modules",  "my",      "params",  "parser",  "player",   "plugin", "plugins", "routes",
		"schema",  "schemas",  "script",  "scripts", "secret",  "secrets",  "server", "service", "services",
		"setting", "settings", "src",     "test",    "tests",   "tools",    "types",  "user",    "users",
		"util",    "utils",    "view",    "views",   "worker",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Two neighbouring letters swapped, and nothing else. */
static bool
is_swapped(const char *x, const char *y)
{
	size_t i = 0;
	while (x[i] != '\0' && x[i] == y[i])
		i++;
	return x[i] != '\0' && x[i + 1] != '\0' && x[i] == y[i + 1] && x[i + 1] == y[i] &&
	       strcmp(x + i + 2, y + i + 2) == 0;
}

/* Among thousands of names something is always near: short names must be the
 * same letters, and the first letter is seldom the wrong one. */
static bool
is_near(const char *name, size_t size, const char *known, size_t distance)
{
	enum { SHORT = 3, LONG = 8 };
	if (distance == 0 || distance > 2)
		return false;
	if (is_swapped(name, known))
		return true;
	if (size <= SHORT || name[0] != known[0])
		return false;
	/* Another letter makes another word of a word of four: shop is not shap. */
	if (size == SHORT + 1 && strlen(known) == size)
		return false;
	return distance == 1 || size >= LONG;
}

enum { FAR = 2 };

/* The nearest name so far. */
struct near {
	const char *name, *best;
	size_t size, distance;
	uint32_t letters; /* see letters_of */
	bool alone;       /* no other is as near */
	bool known;       /* it is one of them */
};

/* The letters of a name as a set: an edit changes two members at most. */
static uint32_t
letters_of(const char *name)
{
	uint32_t set = 0;
	for (; *name != '\0'; name++)
		set |= 1U << ((unsigned char)*name & 31);
	return set;
}

static void
near_look(struct near *near, struct record *r)
{
	while (r->p < r->end && !near->known) {
		const char *known = r->p;
		size_t n = strnlen(known, (size_t)(r->end - r->p));
		if (known + n == r->end)
			return;
		r->p += n + 1;
		if (n > near->size + FAR || near->size > n + FAR ||
		    __builtin_popcount(letters_of(known) ^ near->letters) > 2 * FAR)
			continue;
		size_t distance = text_distance(near->name, known, FAR);
		near->known = distance == 0;
		if (distance > near->distance || !is_near(near->name, near->size, known, distance) ||
		    (near->best != NULL && strcmp(near->best, known) == 0))
			continue;
		near->alone = distance < near->distance;
		near->distance = distance;
		near->best = known;
	}
}

const char *
catalog_module_near(struct arena *a, struct catalog *c, const char *name)
{
	enum { MOST = 100 };
	struct near near = {.name = name, .size = strnlen(name, MOST), .distance = FAR + 1, .alone = true};
	if (near.size < 2 || near.size == MOST || is_own_name(name))
		return NULL;
	near.letters = letters_of(name);
	/* Swapped at the front, or the same first letter: see is_near. */
	for (size_t i = 0; i < c->count; i++)
		for (int letter = 0; letter < (name[0] == name[1] ? 1 : 2); letter++) {
			char key[INDEX_KEY];
			struct record r;
			if (database_get(&c->layers[i].db, key, index_key(key, 'M', &name[letter], 1), &r))
				near_look(&near, &r);
		}
	return near.best != NULL && near.alone && !near.known ? arena_strdup(a, near.best) : NULL;
}

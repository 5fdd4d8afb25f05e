#include "catalog/tables.h"

#include <string.h>

#include "base/lang.h"

struct column {
	const char *key;
	const char **to;    /* a text */
	const char ***list; /* or a list of them */
};

enum table
table_of(const char *file_name)
{
	static const char *const names[TABLES] = {"modules.yaml", "system.yaml", "stdlib.yaml"};
	int t = 0;
	while (t < TABLES && strcmp(names[t], file_name) != 0)
		t++;
	return (enum table)t;
}

char *
tables_normal(struct arena *a, const char *distribution)
{
	char *s = arena_strdup(a, distribution);
	char *to = s;
	for (const char *from = distribution; *from != '\0'; from++) {
		char c = *from;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '_' || c == '.')
			c = '-';
		if (c != '-' || to == s || to[-1] != '-')
			*to++ = c;
	}
	*to = '\0';
	return s;
}

static const char **
tables_list(struct arena *a, const struct node *n)
{
	const char **list = arena_array(a, n->count + 2, sizeof(*list));
	size_t count = 0;
	if (n->kind == NODE_SCALAR)
		list[count++] = n->text;
	for (const struct node *i = n->first; n->kind == NODE_LIST && i != NULL; i = i->next)
		if (i->kind == NODE_SCALAR)
			list[count++] = i->text;
	return list;
}

/* Reads a map into the columns that have a place for each key. */
static bool
tables_columns(struct arena *a, const char *file, const struct node *map, const struct column *columns, size_t count,
	       struct diagnostics *d)
{
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		size_t i = 0;
		while (i < count && strcmp(columns[i].key, n->key->text) != 0)
			i++;
		if (i == count) {
			diagnostics_add(d, file, n->key->line, n->key->column, _("unknown key '%.60s'"), n->key->text);
			return false;
		}
		if (columns[i].list != NULL) {
			*columns[i].list = tables_list(a, n);
		} else if (n->kind == NODE_SCALAR) {
			*columns[i].to = *n->text != '\0' && strcmp(n->text, "null") != 0 && strcmp(n->text, "~") != 0
						 ? n->text
						 : NULL;
		} else {
			diagnostics_add(d, file, n->line, n->column, _("%s: one text is expected here"), n->key->text);
			return false;
		}
	}
	return true;
}

static bool
module_read(struct arena *a, const char *file, struct row *row, const struct node *n, struct diagnostics *d)
{
	struct module_entry *m = &row->module;
	m->import = row->key;
	if (n->kind == NODE_SCALAR) {
		m->distribution = n->text;
	} else {
		const struct column columns[] = {
			{"pypi", &m->distribution, NULL}, {"apt", &m->apt, NULL},   {"dnf", &m->dnf, NULL},
			{"pacman", &m->pacman, NULL},     {"apk", &m->apk, NULL},   {"brew", &m->brew, NULL},
			{"conda", &m->conda, NULL},       {"note", &m->note, NULL},
		};
		if (!tables_columns(a, file, n, columns, sizeof(columns) / sizeof(*columns), d))
			return false;
	}
	/* A module of the system's own, as apt_pkg: no index has it, its package and the note tell. */
	bool packaged = m->distribution == NULL && (m->apt != NULL || m->note != NULL);
	if (!packaged && (m->distribution == NULL || *m->distribution == '\0')) {
		diagnostics_add(d, file, n->line, n->column, _("%s: pypi is missing"), row->key);
		return false;
	}
	return true;
}

static bool
system_read(struct arena *a, const char *file, struct row *row, const struct node *n, struct diagnostics *d)
{
	struct system_entry *s = &row->system;
	s->name = row->key;
	struct node packages = *n;
	const struct node *runtime = yaml_get(n, "runtime");
	const char *ignored = NULL;
	if (runtime != NULL && runtime->kind == NODE_MAP) {
		/* The map without its runtime, whose value is no text. */
		struct node **link = &packages.first;
		for (const struct node *i = n->first; i != NULL; i = i->next) {
			if (i == runtime)
				continue;
			struct node *copy = arena_alloc(a, sizeof(*copy));
			*copy = *i;
			*link = copy;
			link = &copy->next;
		}
		*link = NULL;
		struct system_entry *r = &row->runtime;
		const struct column columns[] = {
			{"apt", &r->apt, NULL}, {"dnf", &r->dnf, NULL},       {"pacman", &r->pacman, NULL},
			{"apk", &r->apk, NULL}, {"zypper", &r->zypper, NULL}, {"brew", &r->brew, NULL},
		};
		if (!tables_columns(a, file, runtime, columns, sizeof(columns) / sizeof(*columns), d))
			return false;
		r->name = row->key;
	}
	const struct column columns[] = {
		{"apt", &s->apt, NULL},
		{"dnf", &s->dnf, NULL},
		{"pacman", &s->pacman, NULL},
		{"apk", &s->apk, NULL},
		{"zypper", &s->zypper, NULL},
		{"brew", &s->brew, NULL},
		{"headers", NULL, &row->headers},
		{"pkgconfig", NULL, &row->pkgconfig},
		{"libraries", NULL, &row->libraries},
		{"tools", NULL, &row->tools},
		{"note", &ignored, NULL},
	};
	return tables_columns(a, file, &packages, columns, sizeof(columns) / sizeof(*columns), d);
}

static bool
stdlib_read(struct arena *a, const char *file, struct row *row, const struct node *n, struct diagnostics *d)
{
	struct stdlib_entry *s = &row->stdlib;
	s->module = row->key;
	const char *ignored = NULL; /* what `removed: "3.0"` says already */
	if (n->kind == NODE_SCALAR) /* `os:` alone: a module that was always there */
		return true;
	const struct column columns[] = {
		{"added", &s->added, NULL},     {"removed", &s->removed, NULL}, {"replacement", &s->replacement, NULL},
		{"library", &s->library, NULL}, {"debian", &s->debian, NULL},   {"python2", &ignored, NULL},
	};
	return tables_columns(a, file, n, columns, sizeof(columns) / sizeof(*columns), d);
}

struct rows
tables_read(struct arena *a, enum table t, const char *file, const struct node *map, struct diagnostics *d)
{
	struct rows rows = {NULL, 0};
	if (map->kind != NODE_MAP) {
		diagnostics_add(d, file, map->line, map->column, _("names with values are expected here"));
		return rows;
	}
	rows.all = arena_array(a, map->count, sizeof(*rows.all));
	for (const struct node *n = map->first; n != NULL; n = n->next) {
		struct row *row = &rows.all[rows.count];
		*row = (struct row){.key = n->key->text, .file = file, .line = n->key->line};
		bool good = n->kind != NODE_LIST;
		if (!good)
			diagnostics_add(d, file, n->line, n->column, _("%s: a text or keys with values are expected"),
					row->key);
		else if (t == TABLE_MODULES)
			good = module_read(a, file, row, n, d);
		else if (t == TABLE_SYSTEM)
			good = system_read(a, file, row, n, d);
		else
			good = stdlib_read(a, file, row, n, d);
		rows.count += good;
	}
	return rows;
}

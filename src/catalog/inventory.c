/* inventory: the tables of what there is to install, and of standard modules, as
 * they stand in a compiled catalog. */
#include <stdlib.h>
#include <string.h>

#include "catalog/compiler.h"
#include "catalog/index.h"
#include "catalog/record.h"
#include "catalog/tables.h"

/* Row `row` under `letter name`; the first that claims a name keeps it. */
static void
compiler_row(struct compiler *c, char letter, const char *name, const char *const *fields, size_t count)
{
	char key[INDEX_KEY];
	unsigned size = index_key(key, letter, name, strlen(name));
	record_begin(&c->record);
	for (size_t i = 0; i < count; i++)
		record_text(&c->record, fields[i]);
	record_seal(&c->record);
	if (!c->failed &&
	    cdb_make_put(&c->cdb, key, size, c->record.text, (unsigned)c->record.size, CDB_PUT_INSERT) < 0)
		c->failed = true;
}

static void
compiler_modules(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct module_entry *m = &rows->all[i].module;
		const char *const fields[] = {m->import, m->distribution, m->apt,   m->dnf, m->pacman,
					      m->apk,    m->brew,         m->conda, m->note};
		compiler_row(c, 'm', m->import, fields, sizeof(fields) / sizeof(*fields));
	}
	/* A distribution's own import name goes before others that it provides. */
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < rows->count; i++) {
			const struct module_entry *m = &rows->all[i].module;
			if (m->distribution == NULL)
				continue;
			const char *normal = tables_normal(c->arena, m->distribution);
			if ((strcmp(tables_normal(c->arena, m->import), normal) == 0) != (own == 1))
				continue;
			const char *const fields[] = {m->import, m->distribution, m->apt,   m->dnf, m->pacman,
						      m->apk,    m->brew,         m->conda, m->note};
			compiler_row(c, 'd', normal, fields, sizeof(fields) / sizeof(*fields));
		}
}

static int
name_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All names that an import may mean, for the one that a misspelt name is near. */
static void
compiler_names(struct compiler *c, const struct source *s)
{
	const struct rows *modules = &s->tables[TABLE_MODULES];
	const struct rows *standard = &s->tables[TABLE_STDLIB];
	size_t total = modules->count + standard->count, count = 0;
	const char **names = arena_array(c->arena, total, sizeof(*names));
	for (size_t i = 0; i < modules->count; i++)
		names[count++] = modules->all[i].key;
	for (size_t i = 0; i < standard->count; i++)
		if (standard->all[i].key[0] != '_' && standard->all[i].stdlib.removed == NULL)
			names[count++] = standard->all[i].key;
	qsort(names, count, sizeof(*names), name_order);
	for (size_t i = 0; i < count;) {
		char key[INDEX_KEY];
		char first = names[i][0];
		record_begin(&c->record);
		for (; i < count && names[i][0] == first; i++)
			buf_add(&c->record, names[i], strlen(names[i]) + 1);
		compiler_seal(c, key, index_key(key, 'M', &first, 1));
	}
}

/* What a linker asks for, "link:pq" for libpq.so.5: the development files, not the shared object's package. */
static void
compiler_link(struct compiler *c, const char *soname, const char *const fields[], size_t count)
{
	const char *end = strstr(soname, ".so");
	if (strncmp(soname, "lib", 3) == 0 && end != NULL && end > soname + 3)
		compiler_row(c, 's', arena_printf(c->arena, "link:%.*s", (int)(end - soname - 3), soname + 3), fields,
			     count);
}

static void
compiler_system(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->all[i];
		const struct system_entry *s = &row->system;
		const struct system_entry *t = row->runtime.name != NULL ? &row->runtime : s;
		const char *const fields[] = {s->name, s->apt, s->dnf, s->pacman, s->apk, s->zypper, s->brew};
		const char *const run[] = {t->name,
					   t->apt != NULL ? t->apt : s->apt,
					   t->dnf != NULL ? t->dnf : s->dnf,
					   t->pacman != NULL ? t->pacman : s->pacman,
					   t->apk != NULL ? t->apk : s->apk,
					   t->zypper != NULL ? t->zypper : s->zypper,
					   t->brew != NULL ? t->brew : s->brew};
		enum { FIELDS = sizeof(fields) / sizeof(*fields) };
		compiler_row(c, 's', s->name, fields, FIELDS);
		const struct {
			const char *prefix;
			const char **names;
			const char *const *fields;
		} more[] = {{"header", row->headers, fields},
			    {"pkgconfig", row->pkgconfig, fields},
			    {"library", row->libraries, run},
			    {"tool", row->tools, fields}};
		for (size_t k = 0; k < sizeof(more) / sizeof(*more); k++)
			for (size_t j = 0; more[k].names != NULL && more[k].names[j] != NULL; j++)
				compiler_row(c, 's', arena_printf(c->arena, "%s:%s", more[k].prefix, more[k].names[j]),
					     more[k].fields, FIELDS);
		bool builds = row->headers != NULL || row->pkgconfig != NULL || row->runtime.name != NULL;
		for (size_t j = 0; builds && row->libraries != NULL && row->libraries[j] != NULL; j++)
			compiler_link(c, row->libraries[j], fields, FIELDS);
	}
}

static void
compiler_stdlib(struct compiler *c, const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct stdlib_entry *s = &rows->all[i].stdlib;
		const char *const fields[] = {s->module, s->added, s->removed, s->replacement, s->library, s->debian};
		compiler_row(c, 'l', s->module, fields, sizeof(fields) / sizeof(*fields));
	}
}

void
compiler_tables(struct compiler *c, const struct source *s)
{
	compiler_modules(c, &s->tables[TABLE_MODULES]);
	compiler_system(c, &s->tables[TABLE_SYSTEM]);
	compiler_stdlib(c, &s->tables[TABLE_STDLIB]);
	compiler_names(c, s);
}

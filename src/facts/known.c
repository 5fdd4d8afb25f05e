/* What modules.yaml and stdlib.yaml know of the module that a failure names,
 * wherever it failed. */
#include <string.h>

#include "base/lang.h"
#include "facts/module.h"
#include "facts/standard.h"

static size_t
dotted_size(const char *s)
{
	size_t n = 0;
	while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') || (s[n] >= '0' && s[n] <= '9') ||
	       s[n] == '_' || s[n] == '.')
		n++;
	return n;
}

/* Of a namespace that is missing as a whole Python names the first part alone: "No
 * module named 'google'". What was wanted of it stands in the import statement:
 * google.cloud.storage of `from google.cloud import storage`. NULL if nothing does. */
static const char *
imported_whole(struct subject *s, const char *top)
{
	struct arena *a = s->facts->arena;
	const struct failure *f = s->failure;
	const char *source = f == NULL || f->frame_count == 0 ? NULL : f->frames[f->frame_count - 1].source;
	size_t size = strlen(top);
	if (source == NULL || strchr(top, '.') != NULL)
		return NULL;
	source += strspn(source, " \t");
	bool from = strncmp(source, "from ", 5) == 0;
	if (!from && strncmp(source, "import ", 7) != 0)
		return NULL;
	for (const char *p = source + 5; (p = strstr(p, top)) != NULL; p += size) {
		size_t n = dotted_size(p);
		if (dotted_size(p - 1) > n || n < size || (n > size && p[size] != '.'))
			continue; /* a part of another name */
		const char *rest = p + n + strspn(p + n, " \t");
		char *name = arena_strndup(a, p, n);
		if (!from || strncmp(rest, "import ", 7) != 0)
			return n > size ? name : NULL;
		rest += 7 + strspn(rest + 7, " \t(");
		return arena_printf(a, "%s.%.*s", name, (int)dotted_size(rest), rest);
	}
	return NULL;
}

const struct module_entry *
module_entry_of(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL || s->facts->catalog == NULL)
		return NULL;
	const struct module_entry *entry = catalog_module(s->facts->arena, s->facts->catalog, full);
	const char *whole = entry == NULL ? imported_whole(s, full) : NULL;
	return whole == NULL ? entry : catalog_module(s->facts->arena, s->facts->catalog, whole);
}

static struct value
module_known(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	return s->facts->catalog == NULL ? fact_unknown() : fact_bool(module_entry_of(s) != NULL, "modules.yaml");
}

/* "No module named 'a.b'" is said when a was found and has no b; when a itself is
 * missing, Python 3 names a alone. A name that is known as a whole is a part of a
 * namespace that several distributions share (google.cloud.storage). */
static struct value
module_part(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL || s->failure == NULL || s->failure->message == NULL || s->facts->catalog == NULL)
		return fact_unknown();
	const char *quoted = arena_printf(s->facts->arena, "'%s'", full);
	const struct module_entry *entry = catalog_module(s->facts->arena, s->facts->catalog, full);
	bool whole = entry != NULL && strcmp(entry->import, full) == 0;
	bool part = strchr(full, '.') != NULL && !whole && strstr(s->failure->message, quoted) != NULL;
	return fact_bool(part, "the message");
}

static struct value
module_distribution(struct subject *s)
{
	const struct module_entry *e = module_entry_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->distribution, "modules.yaml");
}

static struct value
module_apt(struct subject *s)
{
	const struct module_entry *e = module_entry_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->apt, "modules.yaml");
}

static struct value
module_conda(struct subject *s)
{
	const struct module_entry *e = module_entry_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->conda, "modules.yaml");
}

static struct value
module_note(struct subject *s)
{
	const char *full = module_asked(s);
	const struct module_entry *e = full == NULL || s->facts->catalog == NULL
					       ? NULL
					       : catalog_module_bare(s->facts->arena, s->facts->catalog, full);
	return e == NULL || e->note == NULL ? fact_unknown() : fact_value(lang_text(e->note), "modules.yaml");
}

static struct value
module_stdlib(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	return fact_bool(module_is_standard(s->facts, full), "stdlib.yaml");
}

static const struct stdlib_entry *
standard_of(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL || s->facts->catalog == NULL)
		return NULL;
	const struct stdlib_entry *e = catalog_stdlib(s->facts->arena, s->facts->catalog, full);
	return e != NULL ? e : catalog_stdlib(s->facts->arena, s->facts->catalog, module_top(s->facts->arena, full));
}

static struct value
module_added(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	const struct stdlib_entry *e = standard_of(s);
	struct standard_name own;
	if (e != NULL && e->added != NULL)
		return fact_value(e->added, "stdlib.yaml");
	if (!standard_find(standard_list("modules", ""), module_top(s->facts->arena, full), &own) ||
	    own.added[0] == '\0')
		return fact_unknown();
	return fact_value(arena_strdup(s->facts->arena, own.added), "the table of standard modules");
}

static struct value
module_removed(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	const struct stdlib_entry *e = standard_of(s);
	struct standard_name own;
	if (e != NULL && e->removed != NULL)
		return fact_value(e->removed, "stdlib.yaml");
	if (!standard_find(standard_list("modules", ""), module_top(s->facts->arena, full), &own) ||
	    own.removed[0] == '\0')
		return fact_unknown();
	return fact_value(arena_strdup(s->facts->arena, own.removed), "the table of standard modules");
}

static struct value
module_replacement(struct subject *s)
{
	const struct stdlib_entry *e = standard_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->replacement, "stdlib.yaml");
}

static struct value
module_optional(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	const struct stdlib_entry *e = standard_of(s);
	if (e == NULL && !module_is_standard(s->facts, full))
		return fact_bool(false, "stdlib.yaml");
	return fact_bool(e != NULL && (e->library != NULL || e->debian != NULL), "stdlib.yaml");
}

static struct value
module_library(struct subject *s)
{
	const struct stdlib_entry *e = standard_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->library, "stdlib.yaml");
}

static struct value
module_debian(struct subject *s)
{
	const struct stdlib_entry *e = standard_of(s);
	return e == NULL ? fact_unknown() : fact_value(e->debian, "stdlib.yaml");
}

static struct value
module_similar(struct subject *s)
{
	const char *full = module_asked(s);
	if (full == NULL)
		return fact_unknown();
	if (s->facts->catalog == NULL)
		return fact_unknown();
	const char *near = catalog_module_near(s->facts->arena, s->facts->catalog, module_top(s->facts->arena, full));
	return fact_value(near, "modules.yaml");
}

const struct fact known_facts[] = {
	{"module.known", module_known, FACT_ANYWHERE},
	{"module.part", module_part, FACT_ANYWHERE},
	{"module.distribution", module_distribution, FACT_ANYWHERE},
	{"module.apt", module_apt, FACT_ANYWHERE},
	{"module.conda", module_conda, FACT_ANYWHERE},
	{"module.note", module_note, FACT_ANYWHERE},
	{"module.stdlib", module_stdlib, FACT_ANYWHERE},
	{"module.added", module_added, FACT_ANYWHERE},
	{"module.removed", module_removed, FACT_ANYWHERE},
	{"module.replacement", module_replacement, FACT_ANYWHERE},
	{"module.optional", module_optional, FACT_ANYWHERE},
	{"module.library", module_library, FACT_ANYWHERE},
	{"module.debian", module_debian, FACT_ANYWHERE},
	{"module.similar", module_similar, FACT_ANYWHERE},
	{0},
};

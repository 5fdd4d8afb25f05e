#define _GNU_SOURCE
#include "facts/module.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "facts/distribution.h"
#include "facts/program.h"
#include "facts/project.h"
#include "facts/standard.h"

enum { NAME_LIMIT = 200 };

/* All that is known of the module of one subject; found out in steps. */
struct module {
	const char *full, *top;
	bool sought;
	bool known_path; /* the interpreter's path could be looked through */
	struct sighting sighting;
	const struct interpreter *elsewhere;
	const char *elsewhere_file;
	bool elsewhere_sought;
};

/* Only what can stand in an import statement is looked for on the disk. */
static bool
is_import_name(const char *name)
{
	size_t n = strlen(name);
	if (n == 0 || n > NAME_LIMIT || name[0] == '.' || name[n - 1] == '.' || strstr(name, "..") != NULL)
		return false;
	for (const char *c = name; *c != '\0'; c++)
		if (*c == '/' || (unsigned char)*c <= ' ' || *c == 0x7f)
			return false;
	return true;
}

const char *
module_top(struct arena *a, const char *dotted)
{
	return arena_strndup(a, dotted, strcspn(dotted, "."));
}

bool
module_is_standard(struct facts *f, const char *name)
{
	struct standard_name found;
	const char *top = module_top(f->arena, name);
	if (f->catalog != NULL &&
	    (catalog_stdlib(f->arena, f->catalog, name) != NULL || catalog_stdlib(f->arena, f->catalog, top) != NULL))
		return true;
	return standard_find(standard_list("modules", ""), top, &found);
}

const char *
module_beside(struct facts *f, const char *dir, const char *name)
{
	struct arena *a = f->arena;
	char *file = arena_printf(a, "%s.py", name);
	char *source = path_join(a, dir, file);
	if (walk_may_have(f, dir, file) && path_exists(source))
		return source;
	if (!walk_may_have(f, dir, name))
		return NULL;
	char *package = arena_printf(a, "%s/%s/__init__.py", dir, name);
	if (path_exists(package))
		return package;
	/* A folder without __init__.py is one if there is Python in it. */
	char *folder = path_join(a, dir, name);
	struct walk w;
	const struct dirent *entry;
	bool python = false;
	if (path_is_dir(folder) && walk_open(&w, f, folder)) {
		while (!python && (entry = walk_next(&w)) != NULL) {
			size_t n = strlen(entry->d_name);
			python = n > 3 && strcmp(entry->d_name + n - 3, ".py") == 0;
		}
	}
	return python ? folder : NULL;
}

/* Built into the executable: nothing to be found on the disk. */
bool
module_is_builtin(const char *name)
{
	static const char names[] =
		" sys builtins _thread _io posix marshal _imp _warnings _weakref _sre _codecs gc time "
		"errno signal _signal itertools _functools _collections _operator _stat _symtable "
		"faulthandler atexit pwd _abc _string _tokenize _tracemalloc zipimport _ast _locale ";
	const char *at = strstr(names, name);
	return at != NULL && at > names && at[-1] == ' ' && at[strlen(name)] == ' ';
}

static struct module *
module_of(struct subject *s)
{
	struct arena *a = s->facts->arena;
	if (s->module == NULL || !is_import_name(s->module))
		return NULL;
	if (s->module_found == NULL) {
		s->module_found = arena_alloc(a, sizeof(struct module));
		s->module_found->full = s->module;
		s->module_found->top = module_top(a, s->module);
	}
	return s->module_found;
}

const char *
module_asked(struct subject *s)
{
	const struct module *m = module_of(s);
	return m == NULL ? NULL : m->full;
}

/* The module as the place of an editable install has it: of `shop`, kept in
 * `src/store`, the module shop.till is store.till there. NULL: none of its. */
static const char *
mapped_name(struct arena *a, const struct place *p, const char *full)
{
	size_t n = strlen(p->name);
	if (strncmp(full, p->name, n) != 0 || (full[n] != '\0' && full[n] != '.'))
		return NULL;
	return arena_printf(a, "%s%s", p->as, full + n);
}

/* The first hit on the path, as import does it: a regular one anywhere before a
 * folder without __init__.py. False if the path is not known. */
static bool
path_sighting(struct subject *s, const char *name, struct sighting *sighting)
{
	struct interpreter *i = subject_interpreter(s);
	const struct place *places = module_places(s);
	if (places == NULL)
		return false;
	for (const struct place *p = places; p->dir != NULL; p++) {
		bool had = sighting->file != NULL && !sighting->space;
		if (had)
			break;
		const char *before = sighting->file;
		/* Nobody but Python itself puts extensions into its own library. */
		bool extensions = p->origin != ORIGIN_STANDARD || module_is_standard(s->facts, name);
		const char *dotted = p->origin == ORIGIN_EDITABLE ? mapped_name(s->facts->arena, p, name) : name;
		if (dotted == NULL)
			continue;
		sighting_look(s->facts, i, p->dir, dotted, extensions, sighting);
		if (sighting->file != before)
			sighting->origin = p->origin;
	}
	return true;
}

static struct module *
module_sought(struct subject *s)
{
	struct module *m = module_of(s);
	if (m == NULL || m->sought)
		return m;
	m->sought = true;
	m->known_path = path_sighting(s, m->full, &m->sighting);
	return m;
}

static struct module *
module_elsewhere_sought(struct subject *s)
{
	struct module *m = module_of(s);
	if (m == NULL || m->elsewhere_sought)
		return m;
	m->elsewhere_sought = true;
	size_t count;
	struct interpreter *mine = subject_interpreter(s);
	struct interpreter **others = interpreter_others(s->facts, mine, project_start(s), project_root(s), &count);
	for (size_t n = 0; n < count && m->elsewhere == NULL; n++) {
		struct sighting g = {0};
		for (const char **dir = interpreter_sites(s->facts, others[n]); *dir != NULL && g.file == NULL; dir++)
			sighting_look(s->facts, others[n], *dir, m->full, true, &g);
		if (g.file == NULL && others[n]->library != NULL && module_is_standard(s->facts, m->full)) {
			sighting_look(s->facts, others[n], others[n]->library, m->full, true, &g);
			if (g.file == NULL)
				sighting_look(s->facts, others[n],
					      path_join(s->facts->arena, others[n]->library, "lib-dynload"), m->full,
					      true, &g);
		}
		if (g.file != NULL && !g.space) {
			m->elsewhere = others[n];
			m->elsewhere_file = g.file;
		}
	}
	return m;
}

#define MODULE(m)                                                                                                      \
	struct module *m = module_of(s);                                                                               \
	if ((m) == NULL)                                                                                               \
	return fact_unknown()
#define MODULE_SOUGHT(m)                                                                                               \
	struct module *m = module_sought(s);                                                                           \
	if ((m) == NULL || !(m)->known_path)                                                                           \
	return fact_unknown()

static struct value
module_name(struct subject *s)
{
	MODULE(m);
	return fact_value(m->top, "the failure");
}

static struct value
module_full(struct subject *s)
{
	MODULE(m);
	return fact_value(m->full, "the failure");
}

static struct value
module_other_abi(struct subject *s)
{
	MODULE_SOUGHT(m);
	bool only = (m->sighting.file == NULL || m->sighting.space) && m->sighting.other_file != NULL;
	return fact_bool(only, only ? m->sighting.other_file : "sys.path as far as known");
}

static struct value
module_abis(struct subject *s)
{
	MODULE_SOUGHT(m);
	return fact_value(m->sighting.abis, m->sighting.other_file);
}

static struct value
module_other_abi_file(struct subject *s)
{
	MODULE_SOUGHT(m);
	return fact_value(m->sighting.other_file, "sys.path as far as known");
}

static struct value
module_other_abi_python(struct subject *s)
{
	MODULE_SOUGHT(m);
	if (m->sighting.tag == NULL)
		return fact_unknown();
	size_t count;
	struct interpreter **others = interpreter_others(s->facts, subject_interpreter(s), NULL, NULL, &count);
	/* Debian's own first, if the file is Debian's: only that Python looks there by itself. */
	bool system = strncmp(m->sighting.other_file, "/usr/lib/python3/", 17) == 0;
	const struct interpreter *best = NULL;
	for (size_t n = 0; n < count; n++) {
		struct interpreter *o = others[n];
		const char *own = interpreter_abi(s->facts, o);
		size_t abi = own == NULL ? 0 : strlen(own);
		if (abi == 0 || o->pyvenv != NULL || strncmp(m->sighting.tag, own, abi) != 0 ||
		    (m->sighting.tag[abi] != '-' && m->sighting.tag[abi] != '\0'))
			continue;
		if (best == NULL || (system && !interpreter_is_system(best) && interpreter_is_system(o)))
			best = o;
	}
	if (best == NULL || (system && !interpreter_is_system(best)))
		return fact_unknown();
	return fact_value(interpreter_command(s->facts, best, s->facts->self_path, NULL), best->path);
}

static struct value
module_wrong_arch(struct subject *s)
{
	MODULE_SOUGHT(m);
	bool only = (m->sighting.file == NULL || m->sighting.space) && m->sighting.wrong_file != NULL;
	return fact_bool(only, only ? m->sighting.wrong_file : "sys.path as far as known");
}

static struct value
module_elsewhere(struct subject *s)
{
	struct module *m = module_elsewhere_sought(s);
	if (m == NULL)
		return fact_unknown();
	return fact_bool(m->elsewhere != NULL, m->elsewhere != NULL ? m->elsewhere_file : "the interpreters found");
}

static struct value
module_elsewhere_python(struct subject *s)
{
	struct module *m = module_elsewhere_sought(s);
	if (m == NULL || m->elsewhere == NULL)
		return fact_unknown();
	const char *cwd = s->facts->run != NULL && s->facts->run->cwd != NULL ? s->facts->run->cwd : subject_cwd(s);
	return fact_value(interpreter_command(s->facts, m->elsewhere, s->facts->self_path, cwd), m->elsewhere_file);
}

static struct value
module_elsewhere_venv(struct subject *s)
{
	struct module *m = module_elsewhere_sought(s);
	if (m == NULL || m->elsewhere == NULL || m->elsewhere->pyvenv == NULL)
		return fact_unknown();
	return fact_value(m->elsewhere->prefix, m->elsewhere->pyvenv);
}

static struct value
module_installed(struct subject *s)
{
	MODULE_SOUGHT(m);
	if (m->sighting.file != NULL)
		return fact_value("true", m->sighting.file);
	if (module_is_builtin(m->full))
		return fact_value("true", "built into the interpreter");
	return fact_bool(false, "sys.path as far as known");
}

static struct value
module_file(struct subject *s)
{
	MODULE_SOUGHT(m);
	return fact_value(m->sighting.file, "sys.path as far as known");
}

/* The whole name's first part is all that counts: of requests.adapters Python
 * says that it is missing, where requests is such a folder. */
static struct value
module_namespace(struct subject *s)
{
	MODULE(m);
	struct sighting top = {0};
	if (!path_sighting(s, m->top, &top))
		return fact_unknown();
	if (!top.space)
		return fact_value("", top.file != NULL ? top.file : "sys.path as far as known");
	const char *cwd = subject_cwd(s);
	size_t n = cwd == NULL ? 0 : strlen(cwd);
	bool below = n > 1 && strncmp(top.file, cwd, n) == 0 && top.file[n] == '/';
	return fact_value(below ? arena_printf(s->facts->arena, ".%s", top.file + n) : top.file, top.file);
}

static struct value
module_version(struct subject *s)
{
	MODULE(m);
	const struct module_entry *e = module_entry_of(s);
	struct distribution d;
	const struct place *places = module_places(s);
	if (places == NULL)
		return fact_unknown();
	if ((e != NULL && distribution_named(s->facts, places, e->distribution, &d)) ||
	    distribution_named(s->facts, places, m->top, &d) || distribution_providing(s->facts, places, m->top, &d))
		return fact_value(d.version, d.file);
	return fact_unknown();
}

const struct fact module_facts[] = {
	{"module.name", module_name, FACT_ANYWHERE},
	{"module.full", module_full, FACT_ANYWHERE},
	{"module.other_abi", module_other_abi, FACT_HERE},
	{"module.abis", module_abis, FACT_HERE},
	{"module.other_abi_file", module_other_abi_file, FACT_HERE},
	{"module.other_abi_python", module_other_abi_python, FACT_HERE},
	{"module.wrong_arch", module_wrong_arch, FACT_HERE},
	{"module.elsewhere", module_elsewhere, FACT_HERE},
	{"module.elsewhere_python", module_elsewhere_python, FACT_HERE},
	{"module.elsewhere_venv", module_elsewhere_venv, FACT_HERE},
	{"module.installed", module_installed, FACT_HERE},
	{"module.file", module_file, FACT_HERE},
	{"module.namespace", module_namespace, FACT_HERE},
	{"module.version", module_version, FACT_HERE},
	{0},
};

/* What is asked of an installed distribution, by the project and by the other
 * distributions, and whether the installed version violates it. */
#define _GNU_SOURCE
#include <string.h>
#include <sys/utsname.h>

#include "base/path.h"
#include "facts/distribution.h"
#include "facts/interpreter.h"
#include "facts/marker.h"
#include "facts/poetry.h"
#include "facts/project.h"
#include "facts/version.h"

enum { FILE_LIMIT = 256 * 1024, METADATA_LIMIT = 64 * 1024, FOLDERS_READ = 400, LINE = 400 };

/* The installed distribution that is asked about, and for which Python. */
struct question {
	struct arena *arena;
	struct distribution distribution;
	struct environment environment;
};

struct demand {
	const char *text; /* "numpy<2" */
	const char *by;   /* "requirements.txt", "pandas" */
	const char *file;
};

/* What the variables of markers are for the interpreter that failed. */
static struct environment
environment_of(struct subject *s)
{
	struct arena *a = s->facts->arena;
	struct interpreter *i = subject_interpreter(s);
	struct environment e = {.os_name = "posix", .extra = ""};
	struct utsname u;
	if (uname(&u) == 0) {
		e.platform_system = arena_strdup(a, u.sysname);
		e.platform_release = arena_strdup(a, u.release);
		e.platform_version = arena_strdup(a, u.version);
		e.platform_machine = arena_strdup(a, u.machine);
	}
	if (i == NULL || i->minor == NULL)
		return e;
	bool two = strncmp(i->minor, "2.", 2) == 0; /* it has no sys.implementation */
	e.sys_platform = two ? "linux2" : "linux";
	e.python_version = i->minor;
	e.python_full_version = interpreter_version(s->facts, i);
	e.platform_python_implementation = i->pypy ? "PyPy" : "CPython";
	e.implementation_name = two ? "" : i->pypy ? "pypy" : "cpython";
	e.implementation_version = two ? "0" : i->pypy ? NULL : e.python_full_version;
	return e;
}

/* "numpy[extra] (>=1.2,<2) ; marker --hash=…": what is asked if it names `name`
 * and the marker holds; NULL if it does not, or asks for no version. */
static const char *
specifiers_for(struct arena *a, const char *s, size_t n, const char *name, const struct environment *e)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	if (n > LINE)
		return NULL;
	char *line = arena_strndup(a, s, n);
	line += strspn(line, " \t");
	size_t size = strspn(line, letters);
	if (size == 0 || strcmp(distribution_normal(a, arena_strndup(a, line, size)), name) != 0)
		return NULL;
	line += size + strspn(line + size, " \t");
	if (*line == '[') {
		line += strcspn(line, "]");
		line += *line == ']';
	}
	line += strspn(line, " \t(");
	if (*line == '\0' || strchr("<>=!~", *line) == NULL)
		return NULL;
	/* What pip's files may have behind it: a comment, options, a line that goes on. */
	static const char *const tails[] = {" #", "\t#", " --", "\r"};
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		char *tail = strstr(line, tails[i]);
		if (tail != NULL)
			*tail = '\0';
	}
	size_t length = strlen(line);
	if (length > 0 && line[length - 1] == '\\')
		line[length - 1] = '\0';
	char *marker = strchr(line, ';');
	if (marker != NULL) {
		*marker++ = '\0';
		if (marker_holds(a, marker, e) != MARKER_HOLDS)
			return NULL;
	}
	size_t end = strcspn(line, ")");
	while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t'))
		end--;
	return arena_strndup(a, line, end);
}

static bool
violated(struct arena *a, const struct distribution *d, const char *specifiers, struct demand *out)
{
	if (specifiers == NULL || d->version == NULL || version_fits(d->version, specifiers) != VERSION_VIOLATES)
		return false;
	out->text = arena_printf(a, "%s%s", d->name, specifiers);
	return true;
}

/* By one line or string of that form. */
static bool
line_violated(struct question *q, const char *s, size_t n, struct demand *out)
{
	const char *name = distribution_normal(q->arena, q->distribution.name);
	return violated(q->arena, &q->distribution, specifiers_for(q->arena, s, n, name, &q->environment), out);
}

static bool
asked_by_lines(struct question *q, const char *file, struct demand *out)
{
	struct arena *a = q->arena;
	char *text = file == NULL ? NULL : path_read(a, file, FILE_LIMIT, true, NULL);
	for (const char *line = text; line != NULL && *line != '\0';) {
		size_t n = strcspn(line, "\n");
		if (line_violated(q, line, n, out)) {
			out->by = path_base(file);
			out->file = file;
			return true;
		}
		line += n + (line[n] == '\n');
	}
	return false;
}

/* The strings of `dependencies = [ … ]` below [project]. */
static bool
asked_by_pyproject(struct question *q, const char *root, struct demand *out)
{
	struct arena *a = q->arena;
	const char *file = root == NULL ? NULL : path_join(a, root, "pyproject.toml");
	char *text = file == NULL ? NULL : path_read(a, file, FILE_LIMIT, true, NULL);
	const char *at = text == NULL ? NULL : strstr(text, "[project]");
	const char *next = at == NULL ? NULL : strstr(at, "\n[");
	at = at == NULL ? NULL : strstr(at, "\ndependencies");
	if (at == NULL || (next != NULL && at > next) || (at = strchr(at, '[')) == NULL)
		return false;
	for (at++; *at != '\0' && *at != ']'; at++) {
		if (*at == '#')
			at += strcspn(at, "\n");
		if (*at != '"' && *at != '\'')
			continue;
		char quote[] = {*at++, '\n', '\0'};
		size_t n = strcspn(at, quote);
		if (line_violated(q, at, n, out)) {
			out->by = "pyproject.toml";
			out->file = file;
			return true;
		}
		at += n;
		if (*at == '\0')
			break;
	}
	return false;
}

static bool
asked_by_poetry(struct question *q, const char *root, struct demand *out)
{
	struct arena *a = q->arena;
	const char *file = root == NULL ? NULL : path_join(a, root, "pyproject.toml");
	const char *text = file == NULL ? NULL : path_read(a, file, FILE_LIMIT, true, NULL);
	const char *name = distribution_normal(a, q->distribution.name);
	if (text == NULL || !violated(a, &q->distribution, poetry_asks(a, text, name, &q->environment), out))
		return false;
	out->by = "pyproject.toml";
	out->file = file;
	return true;
}

/* Requires-Dist of what else is installed. */
static bool
asked_by_others(struct facts *f, const struct place *places, struct question *q, struct demand *out)
{
	struct arena *a = f->arena;
	unsigned read = 0;
	for (const struct place *p = places; p->dir != NULL; p++) {
		struct walk w;
		const struct dirent *entry;
		if (p->origin == ORIGIN_STANDARD || p->origin == ORIGIN_SCRIPT || p->origin == ORIGIN_EDITABLE ||
		    !walk_open(&w, f, p->dir))
			continue;
		while (read < FOLDERS_READ && (entry = walk_next(&w)) != NULL) {
			static const char key[] = "\nRequires-Dist: ", info[] = ".dist-info";
			size_t n = strlen(entry->d_name), m = sizeof(info) - 1;
			if (n <= m || strcmp(entry->d_name + n - m, info) != 0)
				continue;
			read++;
			char *file = arena_printf(a, "%s/%s/METADATA", p->dir, entry->d_name);
			char *text = path_read(a, file, METADATA_LIMIT, true, NULL);
			char *end = text == NULL ? NULL : strstr(text, "\n\n");
			if (end != NULL) /* what follows is the description */
				end[1] = '\0';
			const char *at = text == NULL ? NULL : strstr(text, key);
			for (; at != NULL; at = strstr(at, key)) {
				at += sizeof(key) - 1;
				if (line_violated(q, at, strcspn(at, "\r\n"), out)) {
					out->by = arena_strndup(a, entry->d_name, strcspn(entry->d_name, "-"));
					out->file = file;
					return true;
				}
			}
		}
	}
	return false;
}

/* The group `package`, else what provides the module as it is installed. */
static bool
asked_about(struct subject *s, const struct place *places, struct distribution *d)
{
	const char *module = module_asked(s);
	const struct module_entry *e = module_entry_of(s);
	if (s->package != NULL)
		return distribution_named(s->facts, places, s->package, d);
	if (module == NULL)
		return false;
	const char *top = module_top(s->facts->arena, module);
	return (e != NULL && distribution_named(s->facts, places, e->distribution, d)) ||
	       distribution_named(s->facts, places, top, d) || distribution_providing(s->facts, places, top, d);
}

static bool
demand_of(struct subject *s, struct demand *out)
{
	struct question q = {.arena = s->facts->arena};
	const struct place *places = module_places(s);
	if (places == NULL || !asked_about(s, places, &q.distribution) || q.distribution.name == NULL)
		return false;
	q.environment = environment_of(s);
	return asked_by_lines(&q, project_requirements(s), out) || asked_by_pyproject(&q, project_root(s), out) ||
	       asked_by_poetry(&q, project_root(s), out) || asked_by_others(s->facts, places, &q, out);
}

static struct value
package_violates(struct subject *s)
{
	struct demand demand;
	return demand_of(s, &demand) ? fact_value(demand.text, demand.file) : fact_unknown();
}

static struct value
package_violates_of(struct subject *s)
{
	struct demand demand;
	return demand_of(s, &demand) ? fact_value(demand.by, demand.file) : fact_unknown();
}

static struct value
module_provider(struct subject *s)
{
	struct distribution d;
	const struct place *places = module_asked(s) == NULL ? NULL : module_places(s);
	const struct module_entry *e = module_entry_of(s);
	if (places != NULL && s->package == NULL && asked_about(s, places, &d) && d.name != NULL)
		return fact_value(d.name, d.file);
	return e == NULL ? fact_unknown() : fact_value(e->distribution, "modules.yaml");
}

const struct fact demand_facts[] = {
	{"module.provider", module_provider, FACT_HERE},
	{"package.violates", package_violates, FACT_HERE},
	{"package.violates_of", package_violates_of, FACT_HERE},
	{0},
};

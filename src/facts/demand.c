/* What is asked of an installed distribution, by the project and by the other
 * distributions, and whether the installed version violates it. */
#define _GNU_SOURCE
#include <string.h>

#include "base/path.h"
#include "facts/distribution.h"
#include "facts/project.h"
#include "facts/version.h"

enum { FILE_LIMIT = 256 * 1024, METADATA_LIMIT = 64 * 1024, FOLDERS_READ = 400, LINE = 400 };

struct demand {
	const char *text; /* "numpy<2" */
	const char *by;   /* "requirements.txt", "pandas" */
	const char *file;
};

/* "numpy[extra] (>=1.2,<2) ; marker": what is asked if it names `name`; NULL if it
 * does not, asks for no version, or only holds somewhere. */
static const char *
specifiers_for(struct arena *a, const char *s, size_t n, const char *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	if (n > LINE)
		return NULL;
	char *line = arena_strndup(a, s, n);
	line += strspn(line, " \t");
	size_t size = strspn(line, letters);
	if (size == 0 || strcmp(distribution_normal(a, arena_strndup(a, line, size)), name) != 0)
		return NULL;
	line += size + strspn(line + size, " ");
	if (*line == '[') {
		line += strcspn(line, "]");
		line += *line == ']';
	}
	line += strspn(line, " (");
	size_t end = strcspn(line, ")#;\r\n");
	/* A marker, `; extra == "test"`, may not hold here. */
	if (strchr(line, ';') != NULL || strchr("<>=!~", *line) == NULL || *line == '\0')
		return NULL;
	while (end > 0 && line[end - 1] == ' ')
		end--;
	return arena_strndup(a, line, end);
}

static bool
violated(struct arena *a, const struct distribution *d, const char *s, size_t n, struct demand *out)
{
	const char *specifiers = specifiers_for(a, s, n, distribution_normal(a, d->name));
	if (specifiers == NULL || d->version == NULL || version_fits(d->version, specifiers) != VERSION_VIOLATES)
		return false;
	out->text = arena_printf(a, "%s%s", d->name, specifiers);
	return true;
}

static bool
asked_by_lines(struct arena *a, const struct distribution *d, const char *file, struct demand *out)
{
	char *text = file == NULL ? NULL : path_read(a, file, FILE_LIMIT, true, NULL);
	for (const char *line = text; line != NULL && *line != '\0';) {
		size_t n = strcspn(line, "\n");
		if (violated(a, d, line, n, out)) {
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
asked_by_pyproject(struct arena *a, const struct distribution *d, const char *root, struct demand *out)
{
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
		if (violated(a, d, at, n, out)) {
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

/* Requires-Dist of what else is installed. */
static bool
asked_by_others(struct facts *f, const struct place *places, const struct distribution *d, struct demand *out)
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
				if (violated(a, d, at, strcspn(at, "\r\n"), out)) {
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
	struct distribution d;
	const struct place *places = module_places(s);
	if (places == NULL || !asked_about(s, places, &d) || d.name == NULL)
		return false;
	struct arena *a = s->facts->arena;
	return asked_by_lines(a, &d, project_requirements(s), out) || asked_by_pyproject(a, &d, project_root(s), out) ||
	       asked_by_others(s->facts, places, &d, out);
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
	{"module.provider", module_provider, false},
	{"package.violates", package_violates, false},
	{"package.violates_of", package_violates_of, false},
	{0},
};

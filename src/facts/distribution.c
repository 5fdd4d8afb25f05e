#define _GNU_SOURCE
#include "facts/distribution.h"

#include <ctype.h>
#include <string.h>

#include "base/path.h"

enum { METADATA_LIMIT = 64 * 1024, LIST_LIMIT = 256 * 1024, FOLDERS_READ = 400 };

char *
distribution_normal(struct arena *a, const char *name)
{
	char *out = arena_strdup(a, name), *to = out;
	for (const char *from = name; *from != '\0'; from++) {
		bool separator = *from == '-' || *from == '_' || *from == '.';
		if (separator && to > out && to[-1] == '-')
			continue;
		*to++ = separator ? '-' : (char)tolower((unsigned char)*from);
	}
	*to = '\0';
	return out;
}

/* "PyYAML-6.0.dist-info", "six.egg-info": name and version; false if it is neither. */
static bool
folder_names(struct arena *a, const char *folder, const char **name, const char **version)
{
	size_t n = strlen(folder), suffix;
	if (n > 10 && strcmp(folder + n - 10, ".dist-info") == 0)
		suffix = 10;
	else if (n > 9 && strcmp(folder + n - 9, ".egg-info") == 0)
		suffix = 9;
	else
		return false;
	char *stem = arena_strndup(a, folder, n - suffix);
	char *dash = strchr(stem, '-');
	*version = NULL;
	if (dash != NULL) {
		*dash = '\0';
		char *end = strchr(dash + 1, '-'); /* egg-info goes on with "-py3.11" */
		if (end != NULL)
			*end = '\0';
		*version = dash + 1;
	}
	*name = stem;
	return true;
}

static const char *
header(struct arena *a, const char *text, const char *key)
{
	size_t n = strlen(key);
	for (const char *line = text; line != NULL && *line != '\0' && *line != '\n' && *line != '\r';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1)
		if (strncmp(line, key, n) == 0) {
			const char *value = line + n + strspn(line + n, " ");
			return arena_strndup(a, value, strcspn(value, "\r\n"));
		}
	return NULL;
}

static void
distribution_read(struct arena *a, const char *dir, const char *folder, const char *name, const char *version,
		  struct distribution *d)
{
	d->file = path_join(a, dir, folder);
	char *text = path_read(a, path_join(a, d->file, "METADATA"), METADATA_LIMIT, true, NULL);
	if (text == NULL)
		text = path_read(a, path_join(a, d->file, "PKG-INFO"), METADATA_LIMIT, true, NULL);
	if (text == NULL)
		text = path_read(a, d->file, METADATA_LIMIT, true, NULL); /* distutils wrote one file */
	d->name = text == NULL ? NULL : header(a, text, "Name:");
	d->version = text == NULL ? NULL : header(a, text, "Version:");
	if (d->name == NULL)
		d->name = name;
	if (d->version == NULL)
		d->version = version;
}

bool
distribution_named(struct facts *f, const struct place *places, const char *name, struct distribution *d)
{
	struct arena *a = f->arena;
	if (name == NULL)
		return false;
	const char *want = distribution_normal(a, name);
	for (const struct place *p = places; p->dir != NULL; p++) {
		struct walk w;
		const struct dirent *entry;
		bool found = false;
		if (p->origin == ORIGIN_STANDARD || p->origin == ORIGIN_EDITABLE || !walk_open(&w, f, p->dir))
			continue;
		while (!found && (entry = walk_next(&w)) != NULL) {
			const char *stem, *version;
			/* Most entries are no such folder, and the first letter tells most others. */
			if (tolower((unsigned char)entry->d_name[0]) != want[0] ||
			    !folder_names(a, entry->d_name, &stem, &version) ||
			    strcmp(distribution_normal(a, stem), want) != 0)
				continue;
			distribution_read(a, p->dir, entry->d_name, stem, version, d);
			found = true;
		}
		if (found)
			return true;
	}
	return false;
}

static bool
has_line(const char *text, const char *name, const char *after)
{
	size_t n = strlen(name);
	for (const char *line = text; line != NULL && *line != '\0';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1)
		if (strncmp(line, name, n) == 0 && strchr(after, line[n] == '\0' ? '\n' : line[n]) != NULL)
			return true;
	return false;
}

bool
distribution_providing(struct facts *f, const struct place *places, const char *import, struct distribution *d)
{
	struct arena *a = f->arena;
	unsigned read = 0;
	for (const struct place *p = places; p->dir != NULL; p++) {
		struct walk w;
		const struct dirent *entry;
		bool found = false;
		if (p->origin == ORIGIN_STANDARD || p->origin == ORIGIN_SCRIPT || p->origin == ORIGIN_EDITABLE ||
		    !walk_open(&w, f, p->dir))
			continue;
		while (!found && read < FOLDERS_READ && (entry = walk_next(&w)) != NULL) {
			const char *stem, *version;
			if (!folder_names(a, entry->d_name, &stem, &version))
				continue;
			read++;
			char *dir = path_join(a, p->dir, entry->d_name);
			char *top = path_read(a, path_join(a, dir, "top_level.txt"), LIST_LIMIT, true, NULL);
			char *record =
				top != NULL ? NULL : path_read(a, path_join(a, dir, "RECORD"), LIST_LIMIT, true, NULL);
			found = (top != NULL && has_line(top, import, "\r\n")) ||
				(record != NULL && (has_line(record, import, "/") ||
						    has_line(record, arena_printf(a, "%s.py", import), ",")));
			if (found)
				distribution_read(a, p->dir, entry->d_name, stem, version, d);
		}
		if (found)
			return true;
	}
	return false;
}

static struct value
package_version(struct subject *s)
{
	struct distribution d;
	const struct place *places = s->package == NULL ? NULL : module_places(s);
	if (places == NULL || !distribution_named(s->facts, places, s->package, &d))
		return fact_unknown();
	return fact_value(d.version, d.file);
}

static struct value
package_import(struct subject *s)
{
	struct arena *a = s->facts->arena;
	if (s->package == NULL)
		return fact_unknown();
	const struct module_entry *e =
		s->facts->catalog == NULL
			? NULL
			: catalog_distribution(a, s->facts->catalog, distribution_normal(a, s->package));
	if (e != NULL)
		return fact_value(e->import, "modules.yaml");
	struct distribution d;
	const struct place *places = module_places(s);
	if (places == NULL || !distribution_named(s->facts, places, s->package, &d))
		return fact_unknown();
	char *file = path_join(a, d.file, "top_level.txt");
	char *top = path_read(a, file, LIST_LIMIT, true, NULL);
	size_t n = top == NULL ? 0 : strcspn(top, "\r\n");
	return n == 0 ? fact_unknown() : fact_value(arena_strndup(a, top, n), file);
}

const struct fact distribution_facts[] = {
	{"package.version", package_version, FACT_HERE},
	{"package.import", package_import, FACT_ANYWHERE},
	{0},
};

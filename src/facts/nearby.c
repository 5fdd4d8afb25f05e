/* Facts about what the user's own modules are called, for names that are none of
 * them but nearly. */
#define _GNU_SOURCE
#include "facts/nearby.h"

#include <ctype.h>
#include <string.h>

#include "base/path.h"
#include "facts/module.h"
#include "facts/program.h"
#include "facts/similar.h"
#include "facts/source.h"

enum { PARTS = 16 };

/* a.b.c as its parts; 0 if there are too many. */
static size_t
split(struct arena *a, const char *dotted, const char *parts[PARTS])
{
	size_t count = 0;
	char *at = arena_strdup(a, dotted);
	for (char *part; (part = strsep(&at, ".")) != NULL;) {
		if (count == PARTS || part[0] == '\0')
			return 0;
		parts[count++] = part;
	}
	return count;
}

/* The folder of the package that `file` is: a/ of a/__init__.py and of a/; NULL of a.py. */
static const char *
folder_of(struct arena *a, const char *file)
{
	if (strcmp(path_base(file), "__init__.py") == 0)
		return path_dir(a, file);
	return path_is_dir(file) ? file : NULL;
}

/* Goes down from `dir` as far as the parts are there. The file of the last one that
 * was found, NULL for none; *dir is where the next one was looked for, NULL where a
 * part is a file; *found how many were found. */
static const char *
descend(struct facts *f, const char **dir, const char *const *parts, size_t count, size_t *found)
{
	const char *file = NULL;
	*found = 0;
	while (*found < count && *dir != NULL) {
		const char *next = module_beside(f, *dir, parts[*found]);
		if (next == NULL)
			break;
		file = next;
		*dir = folder_of(f->arena, file);
		(*found)++;
	}
	return file;
}

const char *
nearby_file(struct subject *s, const char *dotted)
{
	const char *dirs[OWN_FOLDERS], *parts[PARTS];
	size_t n = own_folders(s, dirs), count = split(s->facts->arena, dotted, parts), found;
	for (size_t k = 0; k < n && count > 0; k++) {
		const char *dir = dirs[k];
		const char *file = descend(s->facts, &dir, parts, count, &found);
		if (found == count)
			return path_is_dir(file) ? NULL : file;
	}
	return NULL;
}

bool
nearby_name(const char *text, const char **at, struct source_name *name)
{
	while (source_next(at, name)) {
		const char *line = name->text;
		while (line > text && line[-1] != '\n')
			line--;
		if (name->defined && !name->attribute && *line != ' ' && *line != '\t')
			return true;
	}
	return false;
}

/* Modules and packages of a folder; not the program itself, and nothing of a kind
 * that is never imported. */
static void
offer_folder(struct subject *s, const char *dir, struct similar *near)
{
	static const char *const never[] = {"setup", "conftest", "__init__", "__main__", "venv", "env", "node_modules"};
	const char *script = subject_program(s)->path;
	struct walk w;
	const struct dirent *entry;
	if (!walk_open(&w, s->facts, dir))
		return;
	while ((entry = walk_next(&w)) != NULL) {
		const char *name = entry->d_name;
		size_t size = strlen(name);
		bool file = size > 3 && strcmp(name + size - 3, ".py") == 0, skip = !isalpha((unsigned char)name[0]);
		if (file && script != NULL && strcmp(path_base(script), name) == 0)
			continue;
		size -= file ? 3 : 0;
		for (size_t i = 0; i < size && !skip; i++)
			skip = !isalnum((unsigned char)name[i]) && name[i] != '_';
		for (size_t i = 0; i < sizeof(never) / sizeof(never[0]) && !skip; i++)
			skip = strlen(never[i]) == size && memcmp(name, never[i], size) == 0;
		if (skip)
			continue;
		size_t before = near->distance;
		const char *best = near->best;
		similar_offer(near, name, size);
		/* A folder is only one if there is Python in it. */
		if (near->best != best && !file && module_beside(s->facts, dir, near->best) == NULL) {
			near->best = best;
			near->distance = before;
		}
	}
}

/* Whole, with the parts before it that are right: `shop.cart` for shop.carts. */
static struct value
module_local_similar(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *asked = module_asked(s), *dirs[OWN_FOLDERS], *parts[PARTS], *best = NULL;
	size_t count = asked == NULL ? 0 : split(a, asked, parts), n = count == 0 ? 0 : own_folders(s, dirs),
	       deepest = 0;
	struct similar near = {0};
	for (size_t k = 0; k < n; k++) {
		const char *dir = dirs[k];
		size_t found;
		descend(s->facts, &dir, parts, count, &found);
		if (found == count)
			return fact_unknown();
		if (dir == NULL || found < deepest)
			continue;
		if (found > deepest || near.arena == NULL) {
			near = similar_to(a, parts[found]);
			deepest = found;
		}
		offer_folder(s, dir, &near);
	}
	if (n == 0 || near.best == NULL ||
	    (deepest == 0 && (module_is_standard(s->facts, parts[0]) || module_entry_of(s) != NULL)))
		return fact_unknown();
	for (size_t k = 0; k < count; k++)
		best = arena_printf(a, "%s%s%s", k == 0 ? "" : best, k == 0 ? "" : ".",
				    k == deepest ? near.best : parts[k]);
	return fact_value(best, "the project's folders");
}

/* Of a.b.c: false where the project has an a and nothing of that name in it. */
static struct value
module_local_whole(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *asked = module_asked(s), *dirs[OWN_FOLDERS], *parts[PARTS];
	size_t count = asked == NULL ? 0 : split(a, asked, parts), n = count < 2 ? 0 : own_folders(s, dirs);
	bool begun = false;
	for (size_t k = 0; k < n; k++) {
		const char *dir = dirs[k];
		size_t found;
		const char *file = descend(s->facts, &dir, parts, count, &found);
		if (found == count)
			return fact_bool(true, file);
		begun = begun || found > 0;
	}
	return begun ? fact_bool(false, "the project's folders") : fact_unknown();
}

/* The folder of the module, in which the group `name` was looked for; NULL where it is none
 * of the user's own. */
static const char *
own_folder(struct subject *s)
{
	const char *dirs[OWN_FOLDERS], *parts[PARTS];
	size_t count = s->module == NULL || s->name == NULL ? 0 : split(s->facts->arena, s->module, parts), found;
	size_t n = count == 0 ? 0 : own_folders(s, dirs);
	for (size_t k = 0; k < n; k++) {
		const char *dir = dirs[k];
		descend(s->facts, &dir, parts, count, &found);
		if (found == count && dir != NULL)
			return dir;
	}
	return NULL;
}

/* What of that folder is most likely meant: `helper` of utils/helper.py for `helpr`. */
static struct value
module_local_part(struct subject *s)
{
	const char *dir = own_folder(s);
	if (dir == NULL || module_beside(s->facts, dir, s->name) != NULL)
		return fact_unknown();
	struct similar near = similar_to(s->facts->arena, s->name);
	offer_folder(s, dir, &near);
	return near.best == NULL ? fact_unknown() : fact_value(near.best, dir);
}

/* The only file of that folder that gives the name: `utils.texts` for `trim`. */
static struct value
module_local_holder(struct subject *s)
{
	enum { FILES = 40, SIZE = 256 << 10 };
	struct arena *a = s->facts->arena;
	const char *dir = own_folder(s), *holder = NULL;
	struct walk w;
	const struct dirent *entry;
	size_t files = 0;
	if (dir == NULL || !walk_open(&w, s->facts, dir))
		return fact_unknown();
	while ((entry = walk_next(&w)) != NULL) {
		size_t size = strlen(entry->d_name);
		if (size <= 3 || strcmp(entry->d_name + size - 3, ".py") != 0 || entry->d_name[0] == '_')
			continue;
		const char *text =
			++files > FILES ? NULL : path_read(a, path_join(a, dir, entry->d_name), SIZE, false, NULL);
		if (text == NULL) /* it might be there, too */
			return fact_unknown();
		struct source_name name = {.line = 1};
		bool gives = false;
		for (const char *at = text; !gives && strstr(text, s->name) != NULL && nearby_name(text, &at, &name);)
			gives = name.size == strlen(s->name) && memcmp(name.text, s->name, name.size) == 0;
		if (gives && holder != NULL)
			return fact_unknown();
		if (gives)
			holder = arena_printf(a, "%s.%.*s", s->module, (int)size - 3, entry->d_name);
	}
	return holder == NULL ? fact_unknown() : fact_value(holder, dir);
}

const struct fact nearby_facts[] = {
	{"module.local_part", module_local_part, FACT_HERE},
	{"module.local_holder", module_local_holder, FACT_HERE},
	{"module.local_whole", module_local_whole, FACT_HERE},
	{"module.local_similar", module_local_similar, FACT_HERE},
	{0},
};

/* How a script whose relative import has nothing to start from is started as a
 * module of its package. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/quote.h"
#include "facts/program.h"

enum { LEVELS = 12 };

static bool
is_identifier(const char *s, size_t n)
{
	if (n == 0 || isdigit((unsigned char)*s))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && s[i] != '_' && (unsigned char)s[i] < 128)
			return false;
	return true;
}

/* Of `from ..prices import total`: 2 and "prices"; no dots: 0. */
static unsigned
leading_dots(const char *source, const char **target, size_t *size)
{
	unsigned dots = 0;
	if (source == NULL || strncmp(source, "from", 4) != 0)
		return 0;
	source += 4 + strspn(source + 4, " \t");
	for (; *source == '.'; source++)
		dots++;
	source += strspn(source, " \t");
	*target = source;
	*size = strcspn(source, " \t.");
	if (strncmp(source, "import", 6) == 0 && *size == 6)
		*size = 0;
	return dots;
}

/* The folder that must be the first on Python's path for that import of `file`:
 * as far up as the dots climb and packages reach. NULL if what it names is not
 * there then. */
static const char *
folder_above(struct arena *a, const char *file, const char *source)
{
	const char *target = NULL, *dir = path_dir(a, file);
	size_t size = 0;
	unsigned dots = leading_dots(source, &target, &size);
	if (dots == 0)
		return NULL;
	for (unsigned level = 1; level <= LEVELS && strcmp(dir, "/") != 0; level++) {
		if (level == dots && size > 0) {
			char *named = path_join(a, dir, arena_strndup(a, target, size));
			if (!path_is_dir(named) && !path_exists(arena_printf(a, "%s.py", named)))
				return NULL;
		}
		bool package = path_exists(path_join(a, dir, "__init__.py"));
		if (level > dots && !package)
			return dir;
		dir = path_dir(a, dir);
		if (level >= dots && !package)
			return dir;
	}
	return NULL;
}

/* a/b/run.py below `folder` as a.b.run; NULL where it has no such name. */
static const char *
dotted(struct arena *a, const char *folder, const char *file)
{
	size_t skip = strlen(folder), size = strlen(file);
	if (strncmp(file, folder, skip) != 0 || file[skip] != '/' || size < skip + 5 ||
	    strcmp(file + size - 3, ".py") != 0)
		return NULL;
	char *name = arena_strndup(a, file + skip + 1, size - skip - 4);
	for (char *part = name;; part++) {
		size_t n = strcspn(part, "/");
		if (!is_identifier(part, n))
			return NULL;
		part += n;
		if (*part == '\0')
			return name;
		*part = '.';
	}
}

static bool
find(struct subject *s, const char **folder, const char **name)
{
	struct arena *a = s->facts->arena;
	const struct failure *f = s->failure;
	const struct program *p = subject_program(s);
	const char *cwd = subject_cwd(s), *started = p->path;
	if (!s->facts->local || f == NULL || f->frame_count == 0 || cwd == NULL || p->code)
		return false;
	const struct frame *last = &f->frames[f->frame_count - 1];
	if (*last->file == '<')
		return false;
	const char *file = path_normal(a, last->file, cwd);
	if (p->module != NULL) {
		/* What -m found: the first file that is no part of runpy. */
		started = NULL;
		for (size_t n = 0; n < f->frame_count && started == NULL; n++)
			if (!frame_is_library(&f->frames[n]))
				started = path_normal(a, f->frames[n].file, cwd);
	}
	*folder = started == NULL ? NULL : folder_above(a, file, last->source);
	*name = *folder == NULL ? NULL : dotted(a, *folder, started);
	return *name != NULL;
}

static struct value
program_as_module(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const struct program *p = subject_program(s);
	const char *folder, *name;
	if (!find(s, &folder, &name))
		return fact_unknown();
	struct buf text = buf_new(a);
	buf_add(&text, name, strlen(name));
	for (size_t n = p->own + (p->script != NULL ? 1 : 0); n < p->argc; n++) {
		const char *word = quote_word(a, p->argv[n], true);
		if (word == NULL)
			return fact_unknown();
		buf_printf(&text, " %s", word);
	}
	return fact_value(text.text, folder);
}

static struct value
program_as_module_in(struct subject *s)
{
	const char *folder, *name;
	if (!find(s, &folder, &name))
		return fact_unknown();
	return fact_value(strcmp(folder, subject_cwd(s)) == 0 ? "." : folder, "the files");
}

const struct fact dotted_facts[] = {
	{"program.as_module", program_as_module, FACT_HERE},
	{"program.as_module_in", program_as_module_in, FACT_HERE},
	{0},
};

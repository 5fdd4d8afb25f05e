/* Facts about the group `file`: a path that the failure names. */
#define _GNU_SOURCE
#include <string.h>
#include <strings.h>

#include "base/path.h"
#include "base/text.h"
#include "facts/fact.h"
#include "facts/program.h"
#include "facts/project.h"

enum { PATH_LIMIT = 4096, SHEBANG_LIMIT = 512 };

/* The group from the failed process's working directory; NULL where either is
 * not known. */
static const char *
file_path(struct subject *s)
{
	const char *cwd = subject_cwd(s);
	if (s->file == NULL || strlen(s->file) > PATH_LIMIT || (*s->file != '/' && cwd == NULL))
		return NULL;
	return path_normal(s->facts->arena, s->file, cwd == NULL ? "/" : cwd);
}

static struct value
file_exists(struct subject *s)
{
	const char *path = file_path(s);
	return path == NULL ? fact_unknown() : fact_bool(path_exists(path), path);
}

static struct value
file_dir_exists(struct subject *s)
{
	const char *path = file_path(s);
	if (path == NULL)
		return fact_unknown();
	char *dir = path_dir(s->facts->arena, path);
	return fact_bool(path_is_dir(dir), dir);
}

static struct value
file_is_dir(struct subject *s)
{
	const char *path = file_path(s);
	return path == NULL ? fact_unknown() : fact_bool(path_is_dir(path), path);
}

/* How far a name is from what was written: letters' case does not count, nor does
 * ".py" that was left out. */
static size_t
name_distance(const char *entry, const char *name, size_t limit)
{
	size_t n = strlen(name);
	if (strcasecmp(entry, name) == 0 || (strncmp(entry, name, n) == 0 && strcmp(entry + n, ".py") == 0))
		return 0;
	return text_distance(entry, name, limit);
}

/* A name in the same folder that differs by little. */
static struct value
file_similar(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *path = file_path(s);
	if (path == NULL || path_exists(path))
		return fact_unknown();
	char *dir = path_dir(a, path);
	const char *name = path_base(path);
	size_t n = strlen(name);
	size_t best = n < 6 ? 1 : n < 10 ? 2 : 3;
	const char *found = NULL;
	struct walk w;
	const struct dirent *entry;
	if (n < 2 || !walk_open(&w, s->facts, dir))
		return fact_unknown();
	while ((entry = walk_next(&w)) != NULL) {
		size_t distance = name_distance(entry->d_name, name, best);
		/* The order of a folder is no order: of two equally near the first by name. */
		if (distance > best || (distance == best && found != NULL && strcmp(entry->d_name, found) >= 0))
			continue;
		best = distance;
		found = arena_strdup(a, entry->d_name);
	}
	if (found == NULL)
		return fact_unknown();
	const char *slash = strrchr(s->file, '/');
	return fact_value(slash == NULL ? found : arena_printf(a, "%.*s%s", (int)(slash + 1 - s->file), s->file, found),
			  dir);
}

static struct value
file_elsewhere(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *path = file_path(s);
	const struct program *p = subject_program(s);
	if (path == NULL || path_exists(path))
		return fact_unknown();
	const char *dirs[] = {p->path == NULL ? NULL : path_dir(a, p->path), project_start(s), project_root(s)};
	for (size_t n = 0; n < 3; n++)
		for (int base = 0; base < 2 && dirs[n] != NULL; base++) {
			if (base == 0 && *s->file == '/')
				continue;
			char *there = path_normal(a, base == 0 ? s->file : path_base(path), dirs[n]);
			if (strcmp(there, path) != 0 && path_exists(there))
				return fact_value(there, dirs[n]);
		}
	return fact_unknown();
}

/* An argument of the program names it: the word itself, what stands behind an option's =,
 * or the same place written in another way. */
static struct value
file_typed(struct subject *s)
{
	const struct program *p = subject_program(s);
	const char *path = file_path(s), *cwd = subject_cwd(s);
	if (s->file == NULL || p->argc == 0)
		return fact_unknown();
	bool typed = false;
	for (size_t n = p->own + (p->script != NULL); n < p->argc && !typed; n++) {
		const char *word = p->argv[n], *equals = *word == '-' ? strchr(word, '=') : NULL;
		word = equals != NULL ? equals + 1 : word;
		typed = *word != '\0' && *word != '-' &&
			(strcmp(word, s->file) == 0 || (path != NULL && cwd != NULL && strlen(word) <= PATH_LIMIT &&
							strcmp(path_normal(s->facts->arena, word, cwd), path) == 0));
	}
	return fact_bool(typed, "its arguments");
}

/* The environment that the file is a command of, whether the file is there or not. */
static struct value
file_venv(struct subject *s)
{
	static const char *const folders[] = {"/bin/", "/Scripts/"};
	struct arena *a = s->facts->arena;
	const char *path = file_path(s);
	if (path == NULL)
		return fact_unknown();
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		const char *end = strstr(s->file, folders[i]);
		if (end == NULL || strchr(end + strlen(folders[i]), '/') != NULL)
			continue;
		char *venv = arena_strndup(a, s->file, (size_t)(end - s->file));
		char *mark = path_join(a, path_dir(a, path_dir(a, path)), "pyvenv.cfg");
		if (path_exists(mark))
			return fact_value(venv, mark);
	}
	return fact_unknown();
}

/* What the file's first line asks the kernel to start it by, where that is not there:
 * then it is the file that is said to be missing (execve, ENOENT). */
static struct value
file_interpreter_gone(struct subject *s)
{
	struct arena *a = s->facts->arena;
	const char *path = file_path(s);
	const char *text = path == NULL || path_is_dir(path) ? NULL : path_read(a, path, SHEBANG_LIMIT, true, NULL);
	if (text == NULL || strncmp(text, "#!", 2) != 0)
		return fact_unknown();
	const char *from = text + 2 + strspn(text + 2, " \t");
	size_t n = strcspn(from, " \t\n");
	/* A name that is cut off, or relative to wherever it is started from, says nothing here. */
	if (*from != '/' || from[n] == '\0')
		return fact_unknown();
	char *interpreter = arena_strndup(a, from, n);
	return path_exists(interpreter) ? fact_unknown() : fact_value(interpreter, path);
}

const struct fact file_facts[] = {
	{"file.exists", file_exists, FACT_HERE},
	{"file.dir_exists", file_dir_exists, FACT_HERE},
	{"file.similar", file_similar, FACT_HERE},
	{"file.is_dir", file_is_dir, FACT_HERE},
	{"file.elsewhere", file_elsewhere, FACT_HERE},
	{"file.typed", file_typed, FACT_ANYWHERE},
	{"file.venv", file_venv, FACT_HERE},
	{"file.interpreter_gone", file_interpreter_gone, FACT_HERE},
	{0},
};

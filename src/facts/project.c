#define _GNU_SOURCE
#include "facts/project.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "facts/interpreter.h"
#include "facts/program.h"

enum { STEPS = 40, FILE_LIMIT = 256 * 1024 };

struct project {
	struct project *next;
	const char *start;
	const char *root;      /* or NULL */
	const char *pyproject; /* its text, or NULL */
};

/* .git last: a folder above that only git knows is still a project, but one
 * with a file of Python's own is nearer to the point. */
static bool
is_root(struct facts *f, const char *dir)
{
	static const char *const marks[] = {"pyproject.toml", "setup.py",  "setup.cfg", "requirements.txt",
					    "Pipfile",        "manage.py", ".git"};
	for (size_t n = 0; n < sizeof(marks) / sizeof(marks[0]); n++)
		if (walk_may_have(f, dir, marks[n]) && path_exists(path_join(f->arena, dir, marks[n])))
			return true;
	return false;
}

const char *
project_start(struct subject *s)
{
	struct arena *a = s->facts->arena;
	if (!s->facts->local)
		return NULL;
	const struct program *p = subject_program(s);
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	const char *cwd = subject_cwd(s);
	/* A console entry point lies in an environment; there the folder they work in tells more. */
	if (p->path != NULL && path_exists(p->path) && strstr(p->path, "/bin/") == NULL &&
	    strstr(p->path, "-packages/") == NULL)
		return path_dir(a, p->path);
	if (cwd == NULL && frame != NULL && frame->file[0] == '/' && path_exists(frame->file))
		return path_dir(a, frame->file);
	return cwd;
}

static struct project *
project_of(struct subject *s)
{
	struct facts *f = s->facts;
	const char *start = project_start(s);
	if (start == NULL)
		return NULL;
	for (struct project *p = f->project; p != NULL; p = p->next)
		if (strcmp(p->start, start) == 0)
			return p;
	struct project *p = arena_alloc(f->arena, sizeof(*p));
	p->start = start;
	p->next = f->project;
	f->project = p;
	const char *home = getenv("HOME");
	const char *dir = start;
	for (int step = 0; step < STEPS && *dir == '/' && strcmp(dir, "/") != 0;
	     step++, dir = path_dir(f->arena, dir)) {
		/* A dotfile repository does not make everything below HOME a project. */
		if (home != NULL && strcmp(dir, home) == 0 && strcmp(start, home) != 0)
			break;
		if (is_root(f, dir)) {
			p->root = dir;
			break;
		}
	}
	if (p->root != NULL)
		p->pyproject =
			path_read(f->arena, path_join(f->arena, p->root, "pyproject.toml"), FILE_LIMIT, true, NULL);
	return p;
}

const char *
project_root(struct subject *s)
{
	const struct project *p = project_of(s);
	return p == NULL ? NULL : p->root;
}

/* The first line "key = value" of a table of TOML: the value, quotes removed.
 * Enough for what is asked here; a value over several lines is not. */
static const char *
toml_value(struct arena *a, const char *text, const char *table, const char *key)
{
	bool inside = false;
	size_t table_size = strlen(table), n = strlen(key);
	for (const char *line = text; line != NULL && *line != '\0';
	     line = strchr(line, '\n'), line = line == NULL ? NULL : line + 1) {
		const char *at = line + strspn(line, " \t");
		if (*at == '[')
			inside = strncmp(at + 1, table, table_size) == 0 && at[table_size + 1] == ']';
		if (!inside || strncmp(at, key, n) != 0)
			continue;
		at += n;
		at += strspn(at, " \t");
		if (*at != '=')
			continue;
		at++;
		at += strspn(at, " \t");
		if (*at != '"' && *at != '\'')
			return NULL;
		char quote[] = {*at, '\n', '\0'};
		return arena_strndup(a, at + 1, strcspn(at + 1, quote));
	}
	return NULL;
}

static bool
has_table(const char *text, const char *table)
{
	size_t n = strlen(table);
	for (const char *at = text; at != NULL && (at = strstr(at, table)) != NULL; at += n)
		if ((at == text || at[-1] == '\n') && (at[n] == ']' || at[n] == '.'))
			return true;
	return false;
}

static const char *
root_file(struct subject *s, const char *const *names)
{
	const char *root = project_root(s);
	for (; root != NULL && *names != NULL; names++) {
		char *file = path_join(s->facts->arena, root, *names);
		if (path_exists(file))
			return file;
	}
	return NULL;
}

static struct value
root(struct subject *s)
{
	const char *dir = project_root(s);
	return fact_value(dir, dir);
}

/* A lock file says which tool is in use now; a table in pyproject.toml which
 * one was chosen; the environment's own marker decides what is left. */
static struct value
manager(struct subject *s)
{
	static const struct {
		const char *file, *table, *name;
	} managers[] = {
		{"uv.lock", NULL, "uv"},
		{"poetry.lock", NULL, "poetry"},
		{"Pipfile.lock", NULL, "pipenv"},
		{"pdm.lock", NULL, "pdm"},
		{"requirements.lock", "[tool.rye", "rye"},
		{"Pipfile", NULL, "pipenv"},
		{"pdm.toml", NULL, "pdm"},
		{"hatch.toml", NULL, "hatch"},
		{"environment.yml", NULL, "conda"},
		{"environment.yaml", NULL, "conda"},
		{NULL, "[tool.poetry", "poetry"},
		{NULL, "[tool.uv", "uv"},
		{NULL, "[tool.pdm", "pdm"},
		{NULL, "[tool.rye", "rye"},
		{NULL, "[tool.hatch.envs", "hatch"},
	};
	const struct project *p = project_of(s);
	const struct interpreter *i = subject_interpreter(s);
	for (size_t n = 0; p != NULL && p->root != NULL && n < sizeof(managers) / sizeof(managers[0]); n++) {
		const char *file = managers[n].file == NULL ? "pyproject.toml" : managers[n].file;
		char *path = path_join(s->facts->arena, p->root, file);
		bool there = managers[n].file == NULL || path_exists(path);
		if (managers[n].table != NULL)
			there = there && has_table(p->pyproject, managers[n].table);
		if (there)
			return fact_value(managers[n].name, path);
	}
	if (i != NULL && i->pyvenv == NULL && i->base_prefix != NULL &&
	    path_is_dir(path_join(s->facts->arena, i->base_prefix, "conda-meta")))
		return fact_value("conda", i->base_prefix);
	return fact_value("pip", p != NULL && p->root != NULL ? p->root : "nothing else was found");
}

static struct value
requires_python(struct subject *s)
{
	const struct project *p = project_of(s);
	if (p == NULL || p->pyproject == NULL)
		return fact_unknown();
	const char *value = toml_value(s->facts->arena, p->pyproject, "project", "requires-python");
	if (value == NULL)
		value = toml_value(s->facts->arena, p->pyproject, "tool.poetry.dependencies", "python");
	return fact_value(value, path_join(s->facts->arena, p->root, "pyproject.toml"));
}

static struct value
venv(struct subject *s)
{
	static const char *const names[] = {".venv", "venv", "env", NULL};
	struct arena *a = s->facts->arena;
	const char *dirs[] = {project_root(s), project_start(s), subject_cwd(s)};
	for (size_t n = 0; n < 3; n++)
		for (const char *const *name = names; dirs[n] != NULL && *name != NULL; name++) {
			char *dir = path_join(a, dirs[n], *name), *cfg = path_join(a, dir, "pyvenv.cfg");
			if (path_exists(cfg))
				return fact_value(dir, cfg);
		}
	return fact_unknown();
}

const char *
project_requirements(struct subject *s)
{
	static const char *const names[] = {"requirements.txt",     "requirements/base.txt", "requirements/dev.txt",
					    "requirements-dev.txt", "requirements.in",       NULL};
	return root_file(s, names);
}

static struct value
requirements(struct subject *s)
{
	const char *file = project_requirements(s);
	return fact_value(file, file);
}

/* src/ that is itself no package but holds one. */
static struct value
src(struct subject *s)
{
	const struct project *p = project_of(s);
	if (p == NULL || p->root == NULL)
		return fact_unknown();
	struct arena *a = s->facts->arena;
	char *dir = path_join(a, p->root, "src");
	struct walk w;
	const struct dirent *entry;
	bool found = false;
	if (!path_exists(path_join(a, dir, "__init__.py")) && walk_open(&w, s->facts, dir)) {
		while (!found && (entry = walk_next(&w)) != NULL)
			found = entry->d_name[0] != '.' &&
				path_exists(arena_printf(a, "%s/%s/__init__.py", dir, entry->d_name));
	}
	return fact_bool(found, dir);
}

/* manage.py: os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings') */
static struct value
settings(struct subject *s)
{
	static const char *const names[] = {"manage.py", NULL};
	const char *file = root_file(s, names);
	const char *text = file == NULL ? NULL : path_read(s->facts->arena, file, FILE_LIMIT, true, NULL);
	const char *at = text == NULL ? NULL : strstr(text, "DJANGO_SETTINGS_MODULE");
	if (at == NULL)
		return fact_unknown();
	at = strchr(at, ',');
	at = at == NULL ? NULL : at + 1 + strspn(at + 1, " \t\r\n");
	if (at == NULL || (*at != '"' && *at != '\''))
		return fact_unknown();
	char quote[] = {*at, '\n', '\0'};
	return fact_value(arena_strndup(s->facts->arena, at + 1, strcspn(at + 1, quote)), file);
}

static struct value
dotenv(struct subject *s)
{
	static const char *const names[] = {".env", NULL};
	if (project_root(s) == NULL)
		return fact_unknown();
	const char *file = root_file(s, names);
	return fact_bool(file != NULL && !path_is_dir(file), file != NULL ? file : project_root(s));
}

static struct value
dockerfile(struct subject *s)
{
	static const char *const names[] = {"Dockerfile", "Containerfile", "docker-compose.yml", "compose.yaml", NULL};
	if (project_root(s) == NULL)
		return fact_unknown();
	const char *file = root_file(s, names);
	return fact_bool(file != NULL, file != NULL ? file : project_root(s));
}

const struct fact project_facts[] = {
	{"project.root", root, FACT_HERE},
	{"project.manager", manager, FACT_HERE},
	{"project.requires_python", requires_python, FACT_HERE},
	{"project.venv", venv, FACT_HERE},
	{"project.requirements", requirements, FACT_HERE},
	{"project.src", src, FACT_HERE},
	{"project.settings", settings, FACT_HERE},
	{"project.dotenv", dotenv, FACT_HERE},
	{"project.dockerfile", dockerfile, FACT_HERE},
	{0},
};

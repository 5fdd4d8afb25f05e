#include "hint/install.h"

#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "hint/expand.h"
#include "hint/package.h"

/* What every decision below asks of. */
struct place {
	struct arena *a;
	struct facts *f;
	const struct match *m;
	enum fix_kind kind;
	const struct requirements *r;
};

struct manager {
	const char *name;
	const char *install;
	const char *uninstall;
	const char *upgrade; /* for a requirement without a version; NULL: as install */
	const char *after;   /* what must follow, or "" */
};

/* Managers that write the requirement down in the project. */
static const struct manager managers[] = {
	{"uv", "uv add", "uv remove", "uv add --upgrade", ""},
	{"poetry", "poetry add", "poetry remove", "poetry update", ""},
	{"pdm", "pdm add", "pdm remove", "pdm update", ""},
	{"pipenv", "pipenv install", "pipenv uninstall", "pipenv update", ""},
	{"rye", "rye add", "rye remove", NULL, " && rye sync"},
	{"hatch", "hatch run python -m pip install", "hatch run python -m pip uninstall",
	 "hatch run python -m pip install --upgrade", ""},
};

static const char *
get(const struct place *p, const char *fact)
{
	return facts_get(p->f, p->m, fact);
}

static bool
is(const struct place *p, const char *fact, const char *value)
{
	const char *found = get(p, fact);
	return found != NULL && strcmp(found, value) == 0;
}

/* The requirements as words of a shell, by their whole text or their names. */
static char *
words(const struct place *p, bool names)
{
	struct buf b = buf_new(p->a);
	for (size_t i = 0; i < p->r->count; i++) {
		const char *word = expand_word(p->a, p->f, p->m, names ? p->r->all[i].name : p->r->all[i].text, false);
		if (i > 0)
			buf_add_char(&b, ' ');
		buf_add_string(&b, word);
	}
	return b.text;
}

static bool
any_version(const struct place *p)
{
	for (size_t i = 0; i < p->r->count; i++)
		if (*p->r->all[i].version != '\0')
			return true;
	return false;
}

static const char *
python(const struct place *p)
{
	const char *command = get(p, "python");
	if (command != NULL)
		return command;
	return is(p, "os.name", "windows") ? "python" : "python3";
}

static char *
pip(const struct place *p, const char *interpreter, const char *flags)
{
	static const char *const verbs[] = {
		[FIX_INSTALL] = "install",
		[FIX_UPGRADE] = "install --upgrade",
		[FIX_REINSTALL] = "install --force-reinstall --no-cache-dir",
		[FIX_UNINSTALL] = "uninstall",
		[FIX_VENV] = "install",
	};
	return arena_printf(p->a, "%s -m pip %s%s %s", interpreter, verbs[p->kind], flags,
			    words(p, p->kind == FIX_UNINSTALL));
}

/* A path as one word, relative to where the person stands if it is below. */
static char *
near_path(const struct place *p, const char *path)
{
	const char *cwd = get(p, "program.cwd");
	size_t n = cwd != NULL ? strlen(cwd) : 0;
	if (n > 1 && strncmp(path, cwd, n) == 0 && path[n] == '/')
		path += n + 1;
	return expand_word(p->a, p->f, p->m, path, false);
}

/* A new environment of the failed interpreter. An environment that is there
 * already is somebody's work: it is not made anew in place. */
static char *
new_venv(const struct place *p)
{
	const char *minor = get(p, "python.minor");
	const char *dir = ".venv";
	if (get(p, "project.venv") != NULL)
		dir = minor != NULL ? arena_printf(p->a, ".venv-%s", minor) : ".venv-new";
	if (is(p, "project.manager", "uv")) {
		char *make = arena_printf(p->a, "uv venv%s%s %s", minor != NULL ? " --python " : "",
					  minor != NULL ? minor : "", dir);
		if (p->r->count == 0)
			return make;
		return arena_printf(p->a, "%s && uv pip install --python %s %s", make, dir, words(p, false));
	}
	char *make = arena_printf(p->a, "%s -m venv %s", python(p), dir);
	if (p->r->count == 0)
		return make;
	const char *there = is(p, "os.name", "windows") ? "\\Scripts\\python" : "/bin/python";
	return arena_printf(p->a, "%s && %s%s -m pip install %s", make, dir, there, words(p, false));
}

/* Where the system's Python is not to be written to: the project's own
 * environment if it has one, else a new one. */
static char *
project_venv(const struct place *p)
{
	const char *venv = get(p, "project.venv");
	char *word = venv != NULL ? near_path(p, path_join(p->a, venv, "bin/python")) : NULL;
	return word != NULL ? pip(p, word, "") : new_venv(p);
}

static bool
same_folder(const struct place *p, const char *one, const char *other)
{
	const char *cwd = get(p, "program.cwd");
	if (cwd == NULL)
		cwd = "/";
	return strcmp(path_normal(p->a, one, cwd), path_normal(p->a, other, cwd)) == 0;
}

/* Whether what the project's manager installs reaches the interpreter that
 * failed: not if that one is an environment of another place. */
static bool
is_managers(const struct place *p, const struct manager *manager)
{
	if (!is(p, "python.venv", "true"))
		return true;
	const char *path = get(p, "python.venv_path");
	const char *venv = get(p, "project.venv");
	if (path == NULL)
		return true;
	if (venv != NULL && same_folder(p, path, venv))
		return true;
	/* poetry, pipenv and hatch keep environments elsewhere and use the active one. */
	return venv == NULL && strcmp(manager->name, "uv") != 0 && strcmp(manager->name, "rye") != 0;
}

static char *
by_manager(const struct place *p)
{
	const char *name = get(p, "project.manager");
	const struct manager *manager = NULL;
	for (size_t i = 0; name != NULL && i < sizeof(managers) / sizeof(managers[0]); i++)
		if (strcmp(managers[i].name, name) == 0)
			manager = &managers[i];
	if (manager == NULL || !is_managers(p, manager))
		return NULL;

	switch (p->kind) {
	case FIX_INSTALL:
		return arena_printf(p->a, "%s %s%s", manager->install, words(p, false), manager->after);
	case FIX_UPGRADE: {
		bool plain = manager->upgrade != NULL && !any_version(p);
		return arena_printf(p->a, "%s %s%s", plain ? manager->upgrade : manager->install, words(p, false),
				    manager->after);
	}
	case FIX_UNINSTALL:
		return arena_printf(p->a, "%s %s%s", manager->uninstall, words(p, true), manager->after);
	default:
		if (strcmp(name, "uv") != 0)
			return NULL; /* no verb of theirs: the environment's own pip */
		struct buf b = buf_new(p->a);
		buf_add_string(&b, "uv sync");
		for (size_t i = 0; i < p->r->count; i++)
			buf_printf(&b, " --reinstall-package %s", p->r->all[i].name);
		return b.text;
	}
}

static char *
by_conda(const struct place *p)
{
	struct buf b = buf_new(p->a);
	for (size_t i = 0; i < p->r->count; i++) {
		const struct requirement *one = &p->r->all[i];
		if (one->entry == NULL || one->entry->conda == NULL)
			return NULL;
		char *text =
			arena_printf(p->a, "%s%s", one->entry->conda, p->kind == FIX_UNINSTALL ? "" : one->version);
		char *word = expand_word(p->a, p->f, p->m, text, false);
		if (word == NULL)
			return NULL;
		buf_printf(&b, " %s", word);
	}
	const char *env = get(p, "python.conda_env");
	char *word = env != NULL ? expand_word(p->a, p->f, p->m, env, false) : NULL;
	const char *where = word != NULL ? arena_printf(p->a, " %s %s", *env == '/' ? "-p" : "-n", word) : "";
	static const char *const verbs[] = {
		[FIX_INSTALL] = "install",
		[FIX_UPGRADE] = "update",
		[FIX_REINSTALL] = "install --force-reinstall",
		[FIX_UNINSTALL] = "remove",
	};
	const char *verb = p->kind == FIX_UPGRADE && any_version(p) ? "install" : verbs[p->kind];
	return arena_printf(p->a, "conda %s%s%s", verb, where, b.text);
}

/* The operating system's own packages of these distributions. */
static char *
by_system(const struct place *p)
{
	if (any_version(p) || (p->kind != FIX_INSTALL && p->kind != FIX_REINSTALL))
		return NULL;
	struct buf b = buf_new(p->a);
	for (size_t i = 0; i < p->r->count; i++) {
		const char *package = package_of_module(p->f, p->m, p->r->all[i].entry);
		if (package == NULL)
			return NULL;
		buf_printf(&b, "%s%s", i > 0 ? " " : "", package);
	}
	bool reinstall = p->kind == FIX_REINSTALL;
	if (reinstall && !is(p, "os.packager", "apt"))
		return NULL;
	return package_command(p->a, p->f, p->m, reinstall ? "--reinstall" : "", b.text);
}

/* An environment without pip: uv's have none, others can get theirs back. */
static char *
without_pip(const struct place *p)
{
	if (is(p, "python.uv", "true") || is(p, "project.manager", "uv")) {
		const char *flags = p->kind == FIX_UPGRADE     ? " --upgrade"
				    : p->kind == FIX_REINSTALL ? " --reinstall"
							       : "";
		bool remove = p->kind == FIX_UNINSTALL;
		return arena_printf(p->a, "uv pip %s --python %s%s %s", remove ? "uninstall" : "install", python(p),
				    flags, words(p, remove));
	}
	return arena_printf(p->a, "%s -m ensurepip && %s", python(p), pip(p, python(p), ""));
}

static bool
has_group(const struct match *m, const char *name)
{
	for (size_t i = 0; m != NULL && i < m->group_count; i++)
		if (strcmp(m->groups[i].name, name) == 0 && m->groups[i].value != NULL)
			return true;
	return false;
}

/* The system's Python: its packages come from the system; what it does not
 * have goes into an environment. */
static char *
for_system(const struct place *p)
{
	if (p->kind == FIX_UNINSTALL)
		return NULL;
	char *package = is(p, "python.system", "true") ? by_system(p) : NULL;
	if (package != NULL)
		return package;
	/* A program that was not found is wanted as a program, whatever the project. */
	if (p->kind == FIX_INSTALL && has_group(p->m, "tool"))
		return arena_printf(p->a, "pipx install %s", words(p, false));
	return project_venv(p);
}

static char *
command_of(const struct place *p)
{
	if (p->kind == FIX_VENV)
		return new_venv(p);
	if (p->r->count == 0)
		return NULL;

	const char *venv = get(p, "python.venv_path");
	if (is(p, "program.pipx", "true") && venv != NULL) {
		const char *tool = expand_word(p->a, p->f, p->m, path_base(venv), false);
		if (tool != NULL && p->kind == FIX_INSTALL)
			return arena_printf(p->a, "pipx inject %s %s", tool, words(p, false));
		return pip(p, python(p), "");
	}
	bool isolated = is(p, "python.venv", "true");
	char *command = NULL;
	if (is(p, "python.conda", "true") && !isolated)
		command = by_conda(p);
	else
		command = by_manager(p);
	if (command != NULL)
		return command;

	bool no_pip = is(p, "python.pip", "false");
	if (isolated || is(p, "python.conda", "true"))
		return no_pip ? without_pip(p) : pip(p, python(p), "");
	if (is(p, "python.managed", "true"))
		return for_system(p);
	if (is(p, "python.system", "true")) {
		if (no_pip)
			return for_system(p);
		/* What root installs there lands among the system's own files. */
		bool user = !is(p, "os.root", "true") && p->kind != FIX_UNINSTALL;
		return pip(p, python(p), user ? " --user" : "");
	}
	return no_pip ? without_pip(p) : pip(p, python(p), "");
}

char *
install_command(struct arena *a, struct facts *f, const struct match *m, enum fix_kind kind,
		const struct requirements *r)
{
	const struct place p = {.a = a, .f = f, .m = m, .kind = kind, .r = r};
	for (size_t i = 0; i < r->count; i++)
		if (expand_word(a, f, m, r->all[i].text, false) == NULL)
			return NULL;
	char *command = command_of(&p);
	/* A PYTHONPATH that shows another Python's packages shows that one's pip
	 * too, which fails in this Python. What was set for the one command line
	 * alone is gone already. */
	const char *typed = get(&p, "program.command");
	bool stays = typed == NULL || strstr(typed, "PYTHONPATH=") == NULL;
	if (command != NULL && strstr(command, " -m pip ") != NULL && stays &&
	    is(&p, "python.pythonpath_foreign", "true"))
		return arena_printf(a, "%s PYTHONPATH && %s", is(&p, "os.shell", "fish") ? "set -e" : "unset", command);
	return command;
}

/* The facts about the interpreter that failed. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "facts/interpreter.h"
#include "facts/program.h"

static struct value
python(struct subject *s)
{
	struct interpreter *i = subject_interpreter(s);
	const char *shell_cwd =
		s->facts->run != NULL && s->facts->run->cwd != NULL ? s->facts->run->cwd : subject_cwd(s);
	const char *command = i == NULL ? NULL : interpreter_command(s->facts, i, s->facts->self_path, shell_cwd);
	if (command != NULL)
		return fact_value(command, i->path);
	return fact_value("python3", "the usual name");
}

/* Every fact below is of one interpreter: unknown where that is. */
#define INTERPRETER(i)                                                                                                 \
	struct interpreter *i = subject_interpreter(s);                                                                \
	if ((i) == NULL)                                                                                               \
	return fact_unknown()

static struct value
python_path(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->path, s->process != NULL ? "the process" : "PATH");
}

static struct value
python_real(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->real, i->path);
}

static struct value
python_version(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(interpreter_version(s->facts, i), i->real);
}

static struct value
python_minor(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->minor, i->library != NULL ? i->library : i->real);
}

static struct value
python_implementation(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->pypy ? "pypy" : "cpython", i->real);
}

static struct value
python_abi(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(interpreter_abi(s->facts, i), i->library != NULL ? i->library : i->real);
}

static struct value
python_prefix(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->prefix, i->pyvenv != NULL ? i->pyvenv : i->library);
}

static struct value
python_base_prefix(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->base_prefix, i->library);
}

static struct value
python_venv(struct subject *s)
{
	INTERPRETER(i);
	return fact_bool(i->pyvenv != NULL, i->pyvenv != NULL ? i->pyvenv : i->path);
}

static struct value
python_venv_path(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(i->pyvenv == NULL ? NULL : i->prefix, i->pyvenv);
}

static const char *
conda_meta(struct subject *s, const struct interpreter *i)
{
	const char *prefix = i->base_prefix;
	if (prefix == NULL)
		return NULL;
	char *meta = path_join(s->facts->arena, prefix, "conda-meta");
	return path_is_dir(meta) ? meta : NULL;
}

static struct value
python_conda(struct subject *s)
{
	INTERPRETER(i);
	const char *meta = conda_meta(s, i);
	return fact_bool(meta != NULL, meta != NULL ? meta : i->path);
}

/* envs/NAME is called by its name; conda calls its own root "base". */
static struct value
python_conda_env(struct subject *s)
{
	INTERPRETER(i);
	const char *meta = conda_meta(s, i);
	if (meta == NULL)
		return fact_unknown();
	const char *parent = path_base(path_dir(s->facts->arena, i->base_prefix));
	return fact_value(strcmp(parent, "envs") == 0 ? path_base(i->base_prefix)
			  : path_is_dir(path_join(s->facts->arena, i->base_prefix, "condabin")) ? "base"
												: i->base_prefix,
			  meta);
}

/* ROOT/versions/NAME/bin/python of the base: pyenv's, whatever the root is called. */
static const char *
pyenv_version(struct subject *s, const struct interpreter *i)
{
	struct arena *a = s->facts->arena;
	if (i->base_prefix == NULL)
		return NULL;
	char *versions = path_dir(a, i->base_prefix);
	if (strcmp(path_base(versions), "versions") != 0)
		return NULL;
	char *root = path_dir(a, versions);
	bool pyenv =
		strstr(path_base(root), "pyenv") != NULL || path_is_dir(path_join(a, root, "plugins/python-build"));
	return pyenv ? path_base(i->base_prefix) : NULL;
}

static struct value
python_pyenv(struct subject *s)
{
	INTERPRETER(i);
	return fact_bool(pyenv_version(s, i) != NULL, i->real);
}

static struct value
python_pyenv_version(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(pyenv_version(s, i), i->real);
}

static struct value
python_uv(struct subject *s)
{
	INTERPRETER(i);
	return fact_bool(strstr(i->real, "/uv/python/") != NULL, i->real);
}

static struct value
python_system(struct subject *s)
{
	INTERPRETER(i);
	return fact_bool(interpreter_is_system(i), i->real);
}

static struct value
python_managed(struct subject *s)
{
	INTERPRETER(i);
	if (i->library == NULL)
		return fact_unknown();
	char *marker = path_join(s->facts->arena, i->library, "EXTERNALLY-MANAGED");
	return fact_bool(i->pyvenv == NULL && path_exists(marker), i->pyvenv != NULL ? i->pyvenv : marker);
}

static const char *
user_site(struct subject *s, struct interpreter *i)
{
	const struct program *p = subject_program(s);
	const char *off = subject_env(s, "PYTHONNOUSERSITE");
	if (p->no_user_site || p->no_site || (off != NULL && *off != '\0' && !p->no_env) ||
	    (i->pyvenv != NULL && !i->system_site))
		return NULL;
	const char *dir = interpreter_user_site(s->facts, i, p->no_env ? NULL : subject_env(s, "PYTHONUSERBASE"));
	return dir != NULL && path_is_dir(dir) ? dir : NULL;
}

static struct value
python_pip(struct subject *s)
{
	INTERPRETER(i);
	struct arena *a = s->facts->arena;
	if (i->library == NULL)
		return fact_unknown(); /* it has a pip somewhere, perhaps */
	for (const char **dir = interpreter_sites(s->facts, i); *dir != NULL; dir++) {
		char *pip = path_join(a, *dir, "pip/__main__.py");
		if (path_exists(pip))
			return fact_value("true", pip);
	}
	const char *user = user_site(s, i);
	char *pip = user == NULL ? NULL : path_join(a, user, "pip/__main__.py");
	return fact_bool(pip != NULL && path_exists(pip), "its site directories");
}

static struct value
python_free_threaded(struct subject *s)
{
	INTERPRETER(i);
	return fact_bool(i->free_threaded, i->library != NULL ? i->library : i->real);
}

static struct value
python_site(struct subject *s)
{
	INTERPRETER(i);
	struct buf list = buf_new(s->facts->arena);
	for (const char **dir = interpreter_sites(s->facts, i); *dir != NULL; dir++)
		buf_printf(&list, "%s%s", list.size == 0 ? "" : ", ", *dir);
	return fact_value(list.size == 0 ? NULL : list.text, i->pyvenv != NULL ? i->pyvenv : i->path);
}

static struct value
python_user_site(struct subject *s)
{
	INTERPRETER(i);
	return fact_value(user_site(s, i), "the folder itself");
}

static struct value
python_pythonpath(struct subject *s)
{
	const char *value = subject_env(s, "PYTHONPATH");
	return fact_value(value != NULL && *value != '\0' ? value : NULL, "its environment");
}

static struct value
python_pythonhome(struct subject *s)
{
	const char *value = subject_env(s, "PYTHONHOME");
	return fact_value(value != NULL && *value != '\0' ? value : NULL, "its environment");
}

/* An entry made for another Python: Debian's shared folder seen by a Python
 * that is not Debian's, or lib/python3.X of another X. */
static bool
is_foreign(const struct interpreter *i, const char *entry, size_t n)
{
	static const char shared[] = "/usr/lib/python3/dist-packages";
	if (n >= sizeof(shared) - 1 && strncmp(entry, shared, sizeof(shared) - 1) == 0)
		return i->base_prefix == NULL || strcmp(i->base_prefix, "/usr") != 0;
	for (const char *at = entry; (at = memmem(at, n - (size_t)(at - entry), "/python", 7)) != NULL; at += 7) {
		const char *digits = at + 7;
		size_t size = strspn(digits, "0123456789.");
		if (size >= 3 && digits[1] == '.' && i->minor != NULL)
			return size != strlen(i->minor) || strncmp(digits, i->minor, size) != 0;
	}
	return false;
}

static struct value
python_pythonpath_foreign(struct subject *s)
{
	INTERPRETER(i);
	const char *value = subject_env(s, "PYTHONPATH");
	if (subject_program(s)->no_env)
		value = NULL;
	while (value != NULL && *value != '\0') {
		size_t n = strcspn(value, ":");
		if (is_foreign(i, value, n))
			return fact_value("true", "PYTHONPATH in its environment");
		value += n + (value[n] == ':');
	}
	return fact_bool(false, "PYTHONPATH in its environment");
}

static struct value
python_isolated(struct subject *s)
{
	const struct program *p = subject_program(s);
	return p->argc == 0 ? fact_unknown() : fact_bool(p->isolated || p->no_env, "its arguments");
}

static struct value
python_other(struct subject *s)
{
	struct interpreter *mine = subject_interpreter(s);
	size_t count;
	struct interpreter **others = interpreter_others(s->facts, mine, NULL, NULL, &count);
	for (size_t n = 0; n < count; n++) {
		int order = 1;
		if (others[n]->pyvenv != NULL || others[n]->minor == NULL || others[n]->pypy ||
		    strncmp(others[n]->minor, "2.", 2) == 0)
			continue;
		if (mine != NULL && mine->minor != NULL && version_compare(others[n]->minor, mine->minor, &order) &&
		    order == 0)
			continue;
		const char *command = interpreter_command(s->facts, others[n], s->facts->self_path, NULL);
		if (command != NULL)
			return fact_value(command, others[n]->path);
	}
	return fact_unknown();
}

const struct fact interpreter_facts[] = {
	{"python", python, FACT_HERE},
	{"python.path", python_path, FACT_HERE},
	{"python.real", python_real, FACT_HERE},
	{"python.version", python_version, FACT_HERE},
	{"python.minor", python_minor, FACT_HERE},
	{"python.implementation", python_implementation, FACT_HERE},
	{"python.abi", python_abi, FACT_HERE},
	{"python.prefix", python_prefix, FACT_HERE},
	{"python.base_prefix", python_base_prefix, FACT_HERE},
	{"python.venv", python_venv, FACT_HERE},
	{"python.venv_path", python_venv_path, FACT_HERE},
	{"python.conda", python_conda, FACT_HERE},
	{"python.conda_env", python_conda_env, FACT_HERE},
	{"python.pyenv", python_pyenv, FACT_HERE},
	{"python.pyenv_version", python_pyenv_version, FACT_HERE},
	{"python.uv", python_uv, FACT_HERE},
	{"python.system", python_system, FACT_HERE},
	{"python.managed", python_managed, FACT_HERE},
	{"python.pip", python_pip, FACT_HERE},
	{"python.free_threaded", python_free_threaded, FACT_HERE},
	{"python.site", python_site, FACT_HERE},
	{"python.user_site", python_user_site, FACT_HERE},
	{"python.pythonpath", python_pythonpath, FACT_HERE},
	{"python.pythonhome", python_pythonhome, FACT_HERE},
	{"python.pythonpath_foreign", python_pythonpath_foreign, FACT_HERE},
	{"python.isolated", python_isolated, FACT_HERE},
	{"python.other", python_other, FACT_HERE},
	{0},
};

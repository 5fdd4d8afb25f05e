#include "commands/missing.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/quote.h"
#include "base/text.h"
#include "commands/tool.h"

enum { WORD_MAX = 40, ARGUMENTS_MAX = 400, FIXES = 4, FOLDERS_UP = 32 };

struct answer {
	struct arena *a;
	const char *cwd;
	char *arguments; /* quoted, each with a space before it */
	char *venv;      /* the project's, as a path to type (".venv", "../venv"), or NULL */
	char *python;    /* that venv's, else what there is on PATH, or NULL */
	struct hint hint;
	struct fix fixes[FIXES];
};

static void
add_run(struct answer *n, const char *label, const char *command)
{
	if (command == NULL || n->hint.fix_count == FIXES)
		return;
	n->fixes[n->hint.fix_count++] = (struct fix){
		.kind = "run",
		.label = label,
		.reason = "",
		.command = command,
		.privileged = strncmp(command, "sudo ", 5) == 0,
	};
}

/* The command that was meant, with the arguments that were typed. */
static char *
again(struct answer *n, const char *command)
{
	return arena_printf(n->a, "%s%s", command, n->arguments);
}

/* python, python3, python3.12: empty, "3", "3.12"; NULL if `word` is none. */
static const char *
version_of(const char *word, const char *stem)
{
	size_t n = strlen(stem);
	if (strncmp(word, stem, n) != 0)
		return NULL;
	const char *version = word + n;
	return strspn(version, "0123456789.") == strlen(version) ? version : NULL;
}

static void
look_around(struct answer *n)
{
	char *up = arena_strdup(n->a, ".");
	char here[PATH_MAX];
	n->cwd = getcwd(here, sizeof(here)) != NULL ? arena_strdup(n->a, here) : "/";
	static const char *const names[] = {".venv", "venv"};
	for (int i = 0; i < FOLDERS_UP && n->venv == NULL; i++) {
		for (size_t k = 0; k < 2 && n->venv == NULL; k++) {
			char *venv = i == 0 ? arena_strdup(n->a, names[k]) : path_join(n->a, up, names[k]);
			if (path_exists(path_join(n->a, venv, "pyvenv.cfg")))
				n->venv = venv;
		}
		if (strcmp(path_normal(n->a, up, n->cwd), "/") == 0)
			break;
		up = i == 0 ? arena_strdup(n->a, "..") : path_join(n->a, up, "..");
	}
	if (n->venv != NULL)
		n->python = quote_word(n->a, path_join(n->a, n->venv, "bin/python"), false);
	else if (path_search(n->a, "python3", NULL) != NULL)
		n->python = arena_strdup(n->a, "python3");
	else if (path_search(n->a, "python", NULL) != NULL)
		n->python = arena_strdup(n->a, "python");
}

/* How the system itself would install a package of that name, or NULL. */
static char *
system_install(struct answer *n, const char *package)
{
	static const char *const managers[][2] = {
		{"apt", "sudo apt install"}, {"dnf", "sudo dnf install"},       {"pacman", "sudo pacman -S"},
		{"apk", "sudo apk add"},     {"zypper", "sudo zypper install"}, {"brew", "brew install"},
	};
	for (size_t i = 0; i < sizeof(managers) / sizeof(*managers); i++)
		if (path_search(n->a, managers[i][0], NULL) != NULL)
			return arena_printf(n->a, "%s %s", managers[i][1], package);
	return NULL;
}

static bool
has_command(struct answer *n, const char *word)
{
	return path_search(n->a, word, NULL) != NULL;
}

/* It is installed, only not where the shell looks. */
static bool
answer_elsewhere(struct answer *n, const char *word)
{
	const char *home = getenv("HOME");
	char *in_venv = n->venv == NULL ? NULL : path_join(n->a, path_join(n->a, n->venv, "bin"), word);
	char *in_home =
		home == NULL || *home != '/' ? NULL : path_join(n->a, path_join(n->a, home, ".local/bin"), word);
	if (in_venv != NULL && path_is_executable(in_venv)) {
		char *quoted = quote_word(n->a, in_venv, false);
		char *activate = quote_word(n->a, path_join(n->a, n->venv, "bin/activate"), false);
		if (quoted == NULL || activate == NULL)
			return false;
		n->hint.summary = arena_printf(n->a, _("%s is installed in %s, which is not active"), word,
					       text_safe(n->a, n->venv, WORD_MAX));
		add_run(n, "", again(n, quoted));
		add_run(n, _("activate it (in fish: the same with .fish at its end)"),
			arena_printf(n->a, "source %s", activate));
		return true;
	}
	if (in_home != NULL && path_is_executable(in_home)) {
		n->hint.summary = arena_printf(n->a, _("%s is installed in ~/.local/bin, which is not on PATH"), word);
		add_run(n, "", again(n, arena_printf(n->a, "~/.local/bin/%s", word)));
		add_run(n, _("for good: this line in your shell's startup file"),
			"export PATH=\"$HOME/.local/bin:$PATH\"");
		return true;
	}
	return false;
}

static bool
answer_python(struct answer *n, const char *version)
{
	struct arena *a = n->a;
	if (*version == '\0' || strcmp(version, "3") == 0) {
		if (n->venv != NULL && n->python != NULL) {
			n->hint.summary =
				arena_printf(a, _("there is no python%s on PATH, but the project has one"), version);
			add_run(n, "", again(n, n->python));
		} else if (has_command(n, *version == '\0' ? "python3" : "python")) {
			const char *other = *version == '\0' ? "python3" : "python";
			n->hint.summary =
				arena_printf(a, _("there is no python%s here; it is called %s"), version, other);
			add_run(n, "", again(n, other));
			if (*version == '\0' && has_command(n, "apt"))
				add_run(n, _("make python mean python3"), "sudo apt install python-is-python3");
		} else {
			n->hint.summary = _("no Python is installed here, or PATH does not lead to it");
			add_run(n, "", system_install(n, "python3"));
			if (has_command(n, "uv"))
				add_run(n, "", "uv python install");
		}
		return true;
	}
	n->hint.summary = arena_printf(a, _("Python %s is not installed here, or PATH does not lead to it"), version);
	if (strncmp(version, "2", 1) == 0) {
		n->hint.why = _("Python 2 has had no releases since 2020; most distributions no longer carry it.");
		add_run(n, _("if the program is written for Python 3"), n->python == NULL ? NULL : again(n, n->python));
		return true;
	}
	if (has_command(n, "uv"))
		add_run(n, "", arena_printf(a, "uv python install %s", version));
	if (has_command(n, "pyenv"))
		add_run(n, "", arena_printf(a, "pyenv install %s", version));
	add_run(n, _("with the Python that is here"), n->python == NULL ? NULL : again(n, n->python));
	return n->hint.fix_count > 0;
}

static bool
answer_pip(struct answer *n, const char *version)
{
	const char *python = n->python;
	if (*version != '\0' && strcmp(version, "3") != 0)
		python = arena_printf(n->a, "python%s", version);
	if (python == NULL || (python != n->python && !has_command(n, python)))
		return answer_python(n, version);
	n->hint.summary = arena_printf(n->a, _("there is no pip%s on PATH; a Python runs its own pip"), version);
	add_run(n, "", again(n, arena_printf(n->a, "%s -m pip", python)));
	return true;
}

static bool
answer_tool(struct answer *n, const struct tool *tool)
{
	struct arena *a = n->a;
	n->hint.summary = strcmp(tool->word, tool->distribution) == 0
				  ? arena_printf(a, _("%s is not installed, or not where the shell looks"), tool->word)
				  : arena_printf(a, _("%s comes with %s, which is not installed"), tool->word,
						 tool->distribution);
	const char *package = quote_word(a, tool->distribution, false);
	if (package == NULL)
		return false;
	if (tool->project && n->venv != NULL && n->python != NULL)
		add_run(n, _("into the project's environment"),
			arena_printf(a, "%s -m pip install %s", n->python, package));
	if (has_command(n, "uv") && strcmp(tool->distribution, "uv") != 0)
		add_run(n, _("on its own"), arena_printf(a, "uv tool install %s", package));
	if (has_command(n, "pipx") && strcmp(tool->distribution, "pipx") != 0)
		add_run(n, _("on its own"), arena_printf(a, "pipx install %s", package));
	if (strcmp(tool->distribution, "pipx") == 0)
		add_run(n, "", system_install(n, "pipx"));
	if (n->hint.fix_count == 0 && n->python != NULL && n->venv == NULL)
		add_run(n, _("into a new environment"),
			arena_printf(a, "%s -m venv .venv && .venv/bin/python -m pip install %s", n->python, package));
	else if (n->hint.fix_count == 0 && n->python != NULL)
		add_run(n, _("into the project's environment"),
			arena_printf(a, "%s -m pip install %s", n->python, package));
	return n->hint.fix_count > 0;
}

static bool
answer_misspelled(struct answer *n, const char *word)
{
	const char *meant = tool_near(word);
	if (meant == NULL)
		return false;
	const struct tool *tool = tool_find(meant);
	if (has_command(n, meant))
		add_run(n, "", again(n, meant));
	else if (tool != NULL)
		answer_tool(n, tool);
	else if (n->python != NULL)
		add_run(n, "", again(n, n->python));
	n->hint.summary = arena_printf(n->a, _("%s: did you mean %s?"), word, meant);
	return n->hint.fix_count > 0;
}

static bool
is_plain(const char *word)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
	return n > 0 && n <= WORD_MAX && word[n] == '\0' && *word != '-' && *word != '.';
}

/* A shell looks for bare names on PATH only. */
static bool
answer_script(struct answer *n, const char *word)
{
	size_t size = strlen(word);
	if (size < 4 || strcmp(word + size - 3, ".py") != 0 || !path_exists(word) || path_is_dir(word))
		return false;
	n->hint.summary = _("a script of the folder needs Python in front of its name");
	if (n->python != NULL)
		add_run(n, "", again(n, arena_printf(n->a, "%s %s", n->python, word)));
	if (path_is_executable(word))
		add_run(n, _("as its first line says"), again(n, arena_printf(n->a, "./%s", word)));
	return n->hint.fix_count > 0;
}

static bool
answer_word(struct answer *n, const char *word)
{
	const char *python = version_of(word, "python"), *pip = version_of(word, "pip");
	const struct tool *tool = tool_find(word);
	if (answer_script(n, word))
		return true;
	if (python == NULL && pip == NULL && tool == NULL)
		return answer_misspelled(n, word) || answer_elsewhere(n, word);
	if (answer_elsewhere(n, word))
		return true;
	return python != NULL ? answer_python(n, python) : pip != NULL ? answer_pip(n, pip) : answer_tool(n, tool);
}

const struct hint *
missing_answer(struct arena *a, char **words)
{
	struct answer *n = arena_alloc(a, sizeof(*n));
	*n = (struct answer){.a = a, .hint = {.id = "not-found", .exception = "", .summary = "", .why = ""}};
	struct buf arguments = buf_new(a);
	for (char **word = words + 1; *word != NULL && arguments.size < ARGUMENTS_MAX; word++) {
		const char *quoted = quote_word(a, *word, true);
		buf_printf(&arguments, " %s", quoted == NULL || strlen(quoted) > ARGUMENTS_MAX ? "…" : quoted);
	}
	n->arguments = arguments.text;
	n->hint.fixes = n->fixes;
	if (!is_plain(words[0]))
		return NULL;
	look_around(n);
	return answer_word(n, words[0]) ? &n->hint : NULL;
}

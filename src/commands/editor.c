#include "commands/editor.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "commands/departure.h"

/* How an editor is told the line. */
enum form { FORM_PLUS, FORM_GOTO, FORM_COLON, FORM_LINE };

static enum form
form_of(const char *program)
{
	static const struct {
		const char *name;
		enum form form;
	} known[] = {
		{"code", FORM_GOTO},   {"code-insiders", FORM_GOTO}, {"codium", FORM_GOTO}, {"vscodium", FORM_GOTO},
		{"cursor", FORM_GOTO}, {"windsurf", FORM_GOTO},      {"subl", FORM_COLON},  {"zed", FORM_COLON},
		{"hx", FORM_COLON},    {"helix", FORM_COLON},        {"lapce", FORM_COLON}, {"pycharm", FORM_LINE},
		{"idea", FORM_LINE},   {"charm", FORM_LINE},         {"kate", FORM_LINE},   {"mate", FORM_LINE},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].name, program) == 0)
			return known[i].form;
	return FORM_PLUS;
}

char **
editor_arguments(struct arena *a, const char *editor, const char *file, int line)
{
	char **arguments = arena_array(a, 4, sizeof(*arguments));
	size_t count = 0, n = strcspn(editor, " \t");
	const char *program = path_base(arena_strndup(a, editor, n));
	if (*file == '-') /* no option */
		file = arena_printf(a, "./%s", file);
	enum form form = line > 0 ? form_of(program) : FORM_PLUS;
	if (line > 0 && form == FORM_PLUS) {
		arguments[count++] = arena_printf(a, "+%d", line);
	} else if (form == FORM_GOTO) {
		arguments[count++] = arena_strdup(a, "--goto");
	} else if (form == FORM_LINE) {
		arguments[count++] = arena_strdup(a, "--line");
		arguments[count++] = arena_printf(a, "%d", line);
	}
	arguments[count++] =
		form == FORM_GOTO || form == FORM_COLON ? arena_printf(a, "%s:%d", file, line) : arena_strdup(a, file);
	return arguments;
}

const char *
editor_name(struct arena *a)
{
	static const char *const usual[] = {"sensible-editor", "nano", "vim", "vi", NULL};
	const char *const wished[] = {getenv("VISUAL"), getenv("EDITOR")};
	for (size_t i = 0; i < 2; i++)
		if (wished[i] != NULL && wished[i][strspn(wished[i], " \t")] != '\0')
			return wished[i] + strspn(wished[i], " \t");
	for (const char *const *name = usual; *name != NULL; name++)
		if (path_search(a, *name, NULL) != NULL)
			return *name;
	return NULL;
}

bool
editor_open(struct arena *a, const char *file, int line)
{
	const char *editor = editor_name(a);
	if (editor == NULL) {
		errno = ENOENT;
		return false;
	}
	char **arguments = editor_arguments(a, editor, file, line);
	char *argv[8] = {arena_strdup(a, "sh"), arena_strdup(a, "-c"), arena_printf(a, "exec %s \"$@\"", editor),
			 arena_strdup(a, "sh")};
	for (size_t i = 0; arguments[i] != NULL; i++)
		argv[4 + i] = arguments[i];
	pid_t child = fork();
	if (child == 0) {
		const sigset_t signals = departure_signals();
		sigprocmask(SIG_UNBLOCK, &signals, NULL);
		execv("/bin/sh", argv);
		_exit(127);
	}
	int status = 0;
	/* Ctrl-C in the editor is the editor's. */
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	sigaction(SIGINT, &ignore, &before);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	sigaction(SIGINT, &before, NULL);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

#include "commands/commandline.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/path.h"
#include "capture/ring.h"

enum { CANNOT_RUN = 126, NOT_FOUND = 127, BY_SIGNAL = 128, SIGNALS = 64 };

bool
commandline_is_quiet(int status)
{
	int number = status - BY_SIGNAL;
	return status == 0 || number == SIGINT || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU ||
	       number == SIGSTOP || number == SIGCONT;
}

/* The word of a shell's line at *p, quotes removed; NULL if only the shell could
 * tell what it stands for. *p is moved behind it. */
static char *
next_word(struct arena *a, const char **p)
{
	struct buf word = buf_new(a);
	const char *s = *p;
	char quote = '\0';
	bool known = true;
	for (; *s != '\0' && (quote != '\0' || strchr(" \t\n|&;()<>", *s) == NULL); s++) {
		if (quote == '\0' && (*s == '\'' || *s == '"')) {
			quote = *s;
		} else if (quote != '\0' && *s == quote) {
			quote = '\0';
		} else if (quote != '\'' && (*s == '$' || *s == '`')) {
			known = false;
		} else if (quote == '\0' && strchr("*?[{", *s) != NULL) {
			known = false;
		} else if (quote == '\0' && *s == '\\' && s[1] != '\0') {
			buf_add_char(&word, *++s);
		} else {
			buf_add_char(&word, *s);
		}
	}
	known = known && quote == '\0' && (word.size == 0 || word.text[0] != '~');
	*p = s;
	return known ? word.text : NULL;
}

static bool
is_assignment(const char *word)
{
	const char *equals = strchr(word, '=');
	if (equals == NULL || equals == word || (*word >= '0' && *word <= '9'))
		return false;
	for (const char *p = word; p < equals; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_'))
			return false;
	return true;
}

static bool
is_prefix(const char *word)
{
	static const char *const words[] = {"!",  "time", "command", "builtin", "exec",  "nohup", "nice", "env",
					    "if", "then", "else",    "while",   "until", "do",    "{",    NULL};
	for (const char *const *w = words; *w != NULL; w++)
		if (strcmp(word, *w) == 0)
			return true;
	return false;
}

/* What the kernel was told to run the file with, as bash shows it: the first
 * word of its #! line, a carriage return as ^M. NULL if it has none. */
static char *
shebang(struct arena *a, const char *file)
{
	enum { LINE = 256 };
	size_t size;
	char *text = path_read(a, file, LINE, true, &size);
	if (text == NULL || size < 3 || strncmp(text, "#!", 2) != 0)
		return NULL;
	char *p = text + 2;
	p += strspn(p, " \t");
	size_t n = strcspn(p, " \t\n");
	if (n > 0 && p[n - 1] == '\r')
		return arena_printf(a, "%.*s^M", (int)n - 1, p);
	return n > 0 ? arena_strndup(a, p, n) : NULL;
}

static char *
cannot_interpret(struct arena *a, bool zsh, const char *word, const char *interpreter)
{
	if (zsh)
		return arena_printf(a, "zsh: %s: bad interpreter: %s: no such file or directory\n", word, interpreter);
	return arena_printf(a, "bash: %s: %s: bad interpreter: No such file or directory\n", word, interpreter);
}

/* What the shell says of this word as a command; NULL if it could run it. */
static char *
message_of(struct arena *a, const char *shell, const char *word)
{
	bool zsh = strcmp(shell, "zsh") == 0, slash = strchr(word, '/') != NULL;
	const char *file = slash ? word : path_search(a, word, NULL);
	if (file == NULL) {
		if (strcmp(shell, "fish") == 0)
			return arena_printf(a, "fish: Unknown command: %s\n", word);
		return zsh ? arena_printf(a, "zsh: command not found: %s\n", word)
			   : arena_printf(a, "bash: %s: command not found\n", word);
	}
	if (!path_exists(file))
		return arena_printf(
			a, zsh ? "zsh: no such file or directory: %s\n" : "bash: %s: No such file or directory\n",
			word);
	if (path_is_dir(file))
		return zsh ? arena_printf(a, "zsh: permission denied: %s\n", word)
			   : arena_printf(a, "bash: %s: Is a directory\n", word);
	if (access(file, X_OK) != 0)
		return arena_printf(a, zsh ? "zsh: permission denied: %s\n" : "bash: %s: Permission denied\n", word);
	char *interpreter = shebang(a, file);
	if (interpreter != NULL && !path_exists(interpreter))
		return cannot_interpret(a, zsh, slash ? word : file, interpreter);
	return NULL;
}

char *
commandline_message(struct arena *a, const char *shell, const char *command, int status)
{
	if (command == NULL || (status != CANNOT_RUN && status != NOT_FOUND))
		return NULL;
	/* One that is built into the shell is found nowhere and still is no reason. */
	bool starts = true;
	for (const char *p = command; *p != '\0';) {
		if (strchr(" \t", *p) != NULL) {
			p++;
			continue;
		}
		if (strchr("|&;()\n", *p) != NULL) {
			starts = true;
			p++;
			continue;
		}
		size_t digits = strspn(p, "0123456789"); /* 2>file */
		if (p[digits] == '<' || p[digits] == '>') {
			p += digits;
			p += strspn(p, "<>&| \t");
			next_word(a, &p);
			continue;
		}
		char *word = next_word(a, &p);
		if (!starts)
			continue;
		if (word == NULL)
			return NULL;
		if (is_assignment(word) || is_prefix(word))
			continue;
		starts = false;
		char *message = message_of(a, shell != NULL ? shell : "bash", word);
		if (message != NULL)
			return message;
	}
	return NULL;
}

static int
signal_of(int status)
{
	int number = status - BY_SIGNAL;
	return number > 0 && number <= SIGNALS && number != SIGPIPE && !commandline_is_quiet(status) ? number : 0;
}

struct run *
commandline_run(struct arena *a, const struct commandline *line)
{
	struct run *run = line->ring != NULL ? run_from_ring(a, line->ring, line->number, NULL) : NULL;
	if (run != NULL) {
		if (line->command != NULL)
			run->command = line->command;
		if (line->shell != NULL)
			run->shell = line->shell;
		if (line->cwd != NULL)
			run->cwd = line->cwd;
		if (line->number != 0)
			run->status = line->status;
	}
	if (run != NULL && run->size > 0)
		return run;

	int status = run != NULL ? run->status : line->status;
	const char *command = run != NULL ? run->command : line->command;
	const char *shell = run != NULL ? run->shell : line->shell;
	char *message = commandline_message(a, shell, command, status);
	if (message == NULL && signal_of(status) != 0)
		message = arena_strdup(a, "");
	if (message == NULL)
		return run;
	struct run *made = run_from_text(a, message, strlen(message), command, status);
	made->local = true;
	made->shell = shell;
	made->cwd = run != NULL ? run->cwd : line->cwd;
	if (run != NULL) {
		made->number = run->number;
		made->processes = run->processes;
		made->count = run->count;
		made->ring = run->ring;
	}
	return made;
}

struct run *
commandline_last(struct arena *a, const char **where)
{
	char *ring = ring_find(a, getppid());
	const struct ring_copy *copy = ring != NULL ? ring_read(a, ring, NULL) : NULL;
	if (copy == NULL || copy->report == NULL)
		return NULL;
	const struct ring_report *r = copy->report;
	if (where != NULL)
		*where = ring;
	struct commandline line = {
		.ring = ring,
		.number = r->run,
		.shell = arena_strndup(a, r->shell, strnlen(r->shell, sizeof(r->shell))),
		.command = arena_strndup(a, r->command, strnlen(r->command, sizeof(r->command))),
		.cwd = arena_strndup(a, r->cwd, strnlen(r->cwd, sizeof(r->cwd))),
		.status = r->status,
	};
	if (*line.shell == '\0')
		line.shell = NULL;
	if (*line.command == '\0')
		line.command = NULL;
	if (*line.cwd == '\0')
		line.cwd = NULL;
	return commandline_run(a, &line);
}

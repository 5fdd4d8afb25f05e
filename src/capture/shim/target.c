/* Whether what a Python process is about to start is Python again: by its name, by
 * its #! line, or as the only program in the text for a shell. Runs between vfork
 * and exec: everything is on the stack. */
#include <fcntl.h>
#include <unistd.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"
#include "capture/shim/text.h"

enum { LINE_MAX_READ = 512, TEXT_MAX = 4096 };

static bool
names_python(const char *path)
{
	const char *base = text_base(path);
	return text_starts(base, "python") || text_starts(base, "pypy");
}

/* The next blank-separated word of *line, ended by NUL in place; "" at its end. */
static const char *
word_next(char **line)
{
	char *word = *line;
	while (*word == ' ' || *word == '\t')
		word++;
	char *end = word;
	while (*end != '\0' && *end != ' ' && *end != '\t')
		end++;
	*line = *end == '\0' ? end : end + 1;
	*end = '\0';
	return word;
}

/* True if the file is a script for Python: `#!/path/python`, `#!/usr/bin/env
 * python`, or pip's form for long paths, `#!/bin/sh` and `'''exec' /path/python`. */
static bool
script_names_python(const char *path)
{
	char text[LINE_MAX_READ];
	int fd = (int)kernel_open(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
	if (fd < 0)
		return false;
	long got = kernel_read(fd, text, sizeof(text) - 1);
	kernel_close(fd);
	if (got < 3 || text[0] != '#' || text[1] != '!')
		return false;
	text[got] = '\0';
	char *line = text + 2, *second = text;
	while (*second != '\0' && *second != '\n')
		second++;
	if (*second == '\n')
		*second++ = '\0';
	const char *word = word_next(&line);
	if (names_python(word))
		return true;
	if (text_same(text_base(word), "env")) {
		do
			word = word_next(&line);
		while (word[0] == '-');
		return names_python(word);
	}
	if (!text_starts(second, "'''exec' "))
		return false;
	for (; *second != '\0' && *second != '\n'; second++)
		if (text_starts(second, "/python") || text_starts(second, "/pypy"))
			return true;
	return false;
}

/* True if a command of the text ends at s; 2>&1 and &>file go on. */
static bool
ends_command(const char *text, const char *s)
{
	if (*s == '&')
		return (s == text || (s[-1] != '>' && s[-1] != '<')) && s[1] != '>';
	return *s == ';' || *s == '|' || *s == '(' || *s == ')' || *s == '{' || *s == '}' || *s == '\n';
}

/* Behind what is quoted or part of a word at s; NULL where it is not closed. */
static const char *
word_end(const char *text, const char *s)
{
	while (*s != '\0' && *s != ' ' && *s != '\t' && !ends_command(text, s)) {
		const char quote = *s++;
		if (quote != '\'' && quote != '"')
			continue;
		while (*s != '\0' && *s != quote)
			s++;
		if (*s++ == '\0')
			return NULL;
	}
	return s;
}

/* What a shell does by itself; exec and command run the word behind them. */
static bool
is_builtin(const char *word)
{
	static const char names[][9] = {"cd",     "true", "false", ":",     "test",   "[",    "echo", "printf",
					"export", "set",  "unset", "umask", "ulimit", "exit", "exec", "command"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_same(word, names[i]))
			return true;
	return false;
}

/* True if the text for a shell runs Python and no other program, as subprocess does
 * with shell=True: "cd src && python3 a.py". What the shell starts inherits from it,
 * so that anything else in it, or anything that is expanded, is a no. */
static bool
text_runs_python(const char *text)
{
	bool found = false, first = true;
	for (const char *s = text; *s != '\0';) {
		if (*s == ' ' || *s == '\t' || ends_command(text, s)) {
			first = first || ends_command(text, s);
			s++;
			continue;
		}
		const char *end = word_end(text, s);
		char word[SHIM_PATH_MAX];
		if (end == NULL || end - text > TEXT_MAX || (size_t)(end - s) >= sizeof(word))
			return false;
		bool assigns = false;
		for (const char *c = s; c < end; c++) {
			if (*c == '`' || *c == '\\' || (*c == '$' && c[1] == '('))
				return false;
			assigns = assigns || *c == '=';
		}
		if (first && !assigns) {
			text_copy(word, s, (size_t)(end - s));
			word[end - s] = '\0';
			if (names_python(word))
				found = true;
			else if (!is_builtin(word))
				return false;
			first = text_same(word, "exec") || text_same(word, "command");
		}
		s = end;
	}
	return found;
}

static bool
is_shell(const char *file, char *const argv[])
{
	static const char names[][5] = {"sh", "dash", "bash", "zsh", "ksh"};
	if (argv == NULL || argv[0] == NULL || argv[1] == NULL || !text_same(argv[1], "-c") || argv[2] == NULL)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_same(text_base(file), names[i]))
			return true;
	return false;
}

bool
target_is_python(const char *file, char *const argv[], bool search)
{
	if (shim.ring == NULL || !shim.python || file == NULL)
		return false;
	if (names_python(file) || (is_shell(file, argv) && text_runs_python(argv[2])))
		return true;
	bool slash = text_base(file) != file;
	if (!search || slash)
		return script_names_python(file);
	const char *path = NULL;
	for (char **e = environ; e != NULL && *e != NULL; e++)
		if (text_starts(*e, "PATH="))
			path = *e + sizeof("PATH=") - 1;
	size_t length = text_length(file);
	while (path != NULL && *path != '\0') {
		char candidate[SHIM_PATH_MAX];
		size_t n = 0;
		while (path[n] != '\0' && path[n] != ':')
			n++;
		if (n + length + 2 <= sizeof(candidate)) {
			text_copy(candidate, path, n);
			candidate[n] = '/';
			text_copy(candidate + n + (n > 0), file, length + 1);
			const int executable = 1; /* X_OK */
			if (kernel_call(SYS_faccessat, AT_FDCWD, (long)candidate, executable, 0, 0, 0) == 0)
				return script_names_python(candidate);
		}
		path += n + (path[n] == ':');
	}
	return false;
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "commands/commandline.h"

static char dir[64];

static void
put(const char *name, const char *text, mode_t mode)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static int
setup(void **state)
{
	(void)state;
	const char *tmp = getenv("TMPDIR");
	snprintf(dir, sizeof(dir), "%.40s/line.XXXXXX", tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(dir) == NULL || chdir(dir) != 0)
		return -1;
	setenv("PATH", dir, 1);
	put("good", "#!/bin/sh\n", 0755);
	put("bad", "#!/nonexistent/python3.9 -u\n", 0755);
	put("crlf", "#!/bin/sh\r\necho\r\n", 0755);
	put("plain", "print(1)\n", 0644);
	return mkdir("folder", 0755);
}

static int
teardown(void **state)
{
	(void)state;
	static const char *const names[] = {"good", "bad", "crlf", "plain"};
	for (size_t i = 0; i < 4; i++)
		unlink(names[i]);
	return rmdir("folder") | chdir("/") | rmdir(dir);
}

static void
says_what_the_shell_said(void **state)
{
	static const struct {
		const char *shell, *command;
		int status;
		const char *message;
	} cases[] = {
		{"bash", "pythn x.py", 127, "bash: pythn: command not found\n"},
		{"zsh", "pythn x.py", 127, "zsh: command not found: pythn\n"},
		{"fish", "pythn x.py", 127, "fish: Unknown command: pythn\n"},
		{"bash", "FOO=1 time env 'pyt hn' x", 127, "bash: pyt hn: command not found\n"},
		{"bash", "good && pythn", 127, "bash: pythn: command not found\n"},
		{"bash", "good 'a|pythn' | pythn2", 127, "bash: pythn2: command not found\n"},
		{"bash", ">out 2>&1 pythn", 127, "bash: pythn: command not found\n"},
		{"bash", "./nothing", 127, "bash: ./nothing: No such file or directory\n"},
		{"zsh", "./nothing", 127, "zsh: no such file or directory: ./nothing\n"},
		{"bash", "./bad", 126,
		 "bash: ./bad: /nonexistent/python3.9: bad interpreter: No such file or directory\n"},
		{"zsh", "./bad", 127,
		 "zsh: ./bad: bad interpreter: /nonexistent/python3.9: no such file or directory\n"},
		{"bash", "./crlf", 126, "bash: ./crlf: /bin/sh^M: bad interpreter: No such file or directory\n"},
		{"bash", "./plain", 126, "bash: ./plain: Permission denied\n"},
		{"bash", "./folder", 126, "bash: ./folder: Is a directory\n"},
		{NULL, "pythn", 127, "bash: pythn: command not found\n"},
		/* only the shell could tell: nothing is claimed */
		{"bash", "$PYTHON x", 127, NULL},
		{"bash", "`which x`", 127, NULL},
		{"bash", "~/bin/x", 127, NULL},
		{"bash", "'unclosed", 127, NULL},
		{"bash", "good", 127, NULL},
		{"bash", "", 127, NULL},
		{"bash", "FOO=1", 127, NULL},
		{"bash", "pythn", 1, NULL},
		{"bash", NULL, 127, NULL},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *message = commandline_message(a, cases[i].shell, cases[i].command, cases[i].status);
		if (cases[i].message == NULL)
			assert_null(message);
		else {
			assert_non_null(message);
			/* bash names a file found on PATH by its whole path */
			assert_string_equal(message, cases[i].message);
		}
	}
	char *whole = commandline_message(a, "bash", "bad", 126);
	assert_non_null(whole);
	assert_non_null(strstr(whole, "/bad: /nonexistent/python3.9: bad interpreter"));
	arena_free(a);
}

static void
knows_what_is_no_failure(void **state)
{
	(void)state;
	assert_true(commandline_is_quiet(0));
	assert_true(commandline_is_quiet(130));
	assert_true(commandline_is_quiet(148));
	assert_false(commandline_is_quiet(1));
	assert_false(commandline_is_quiet(127));
	assert_false(commandline_is_quiet(139));
}

static void
a_signal_needs_no_text(void **state)
{
	struct arena *a = arena_new();
	struct commandline line = {.shell = "bash", .command = "python3 a.py", .cwd = "/", .status = 139};
	(void)state;
	struct run *run = commandline_run(a, &line);
	assert_non_null(run);
	assert_int_equal(run->status, 139);
	assert_true(run->local);
	assert_string_equal(run->command, "python3 a.py");
	line.status = 141; /* SIGPIPE */
	assert_null(commandline_run(a, &line));
	line.status = 1;
	assert_null(commandline_run(a, &line));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_the_shell_said),
		cmocka_unit_test(knows_what_is_no_failure),
		cmocka_unit_test(a_signal_needs_no_text),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "commands/steps.h"

static void
a_line_has_the_steps_that_the_shell_sees(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct {
		const char *line;
		size_t count;
	} cases[] = {
		{"make", 1},
		{"a && b", 2},
		{"a&&b  &&   c d", 3},
		{"mkdir 'x && y' && cd \"p && \\\" && q\" && echo \\&\\&", 3},
		{"curl x | sh && b >log 2>&1 && c &>log", 3},
		{"pip install 'a;b' && echo '(x)'", 2},
		/* More than one after the other: as a whole. */
		{"a && b; c", 1},
		{"a && b || c", 1},
		{"(a && b) && c", 1},
		{"echo $(a && b)", 1},
		{"a && b &", 1},
		{"a # && b", 1},
		{"{ a && b }", 1},
		{"a && 'b", 1},
		{"a &&", 1},
		{"", 1},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t count;
		char **steps = steps_of(a, cases[i].line, &count);
		if (count != cases[i].count)
			fail_msg("%s: %zu steps", cases[i].line, count);
		if (count == 1)
			assert_string_equal(steps[0], cases[i].line);
		assert_null(steps[count]);
		assert_int_equal(steps_counted(a, cases[i].line, "bash") != NULL, count > 1);
	}
	size_t count;
	char **steps = steps_of(a, "mkdir 'x && y'&& cd  b", &count);
	assert_string_equal(steps[0], "mkdir 'x && y'");
	assert_string_equal(steps[1], "cd  b");
	char long_line[2000] = "a";
	for (int i = 0; i < 60; i++)
		strcat(long_line, " && a");
	steps_of(a, long_line, &count);
	assert_int_equal(count, 1);
	arena_free(a);
}

static void
what_is_said_cannot_leave_its_quotes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(steps_counted(a, "a 'x' && b", "zsh"),
			    "__remedy_step='remedy: step 1 of 2 failed: a '\\''x'\\''; not run: b'; a 'x' && "
			    "__remedy_step='remedy: step 2 of 2 failed: b' && b");
	assert_string_equal(steps_counted(a, "a && b", "fish"),
			    "set -g __remedy_step 'remedy: step 1 of 2 failed: a; not run: b'; a && "
			    "set -g __remedy_step 'remedy: step 2 of 2 failed: b' && b");
	assert_null(steps_counted(a, "a \033 && b", "bash"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_has_the_steps_that_the_shell_sees),
		cmocka_unit_test(what_is_said_cannot_leave_its_quotes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

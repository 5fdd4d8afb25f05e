#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "commands/passage.h"

static int
setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static void
asks_in_lines(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *above, *line;
	} cases[] = {
		{"fix> ", 40, "", "fix> "},
		{"Let /home/ada/shop/.remedy speak? [y/N] ", 100, "", "Let /home/ada/shop/.remedy speak? [y/N] "},
		{"Let /home/ada/shop/.remedy speak? [y/N] ", 40, "Let /home/ada/shop/.remedy speak?\n", "[y/N] "},
		{"Let /home/ada/shop/.remedy speak? [y/N] ", 0, "", "Let /home/ada/shop/.remedy speak? [y/N] "},
		{"Let /home/ada/shop/.remedy speak? [y/N] ", 5, "", "Let /home/ada/shop/.remedy speak? [y/N] "},
		{"Let /home/ada/shop/.remedy speak? [y/N] ", 20, "Let\n/home/ada/shop/.remedy\n", "speak? [y/N] "},
		{"要修改檔案嗎？它會保留舊的內容 [y/N] ", 24, "要修改檔案嗎？它會保\n", "留舊的內容 [y/N] "},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct question q = passage_question(*state, cases[i].text, cases[i].columns);
		assert_string_equal(q.above, cases[i].above);
		assert_string_equal(q.line, cases[i].line);
	}
}

static void
knows_its_width(void **state)
{
	assert_int_equal(passage_question(*state, "要修改檔案嗎？ [y/N] ", 40).width, 20);
	assert_int_equal(passage_question(*state, "Let /home/ada/shop/.remedy speak? [y/N] ", 20).width, 22);
}

static void
pads_to_the_edge(void **state)
{
	assert_string_equal(passage_padded(*state, "match [fits]> ", 40), "match [fits]> ");
	assert_string_equal(passage_padded(*state, "match [fits, last 1/1]> ", 20), "match [fits,        last 1/1]> ");
	/* a word that is longer than the line goes on in the next one */
	assert_string_equal(passage_padded(*state, "a 01234567890123456789012 b> ", 20),
			    "a                   01234567890123456789012                 b> ");
	assert_string_equal(passage_padded(*state, "運算式 [符合，最近]> ", 20), "運算式 [符合，最    近]> ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(asks_in_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_its_width, setup, teardown),
		cmocka_unit_test_setup_teardown(pads_to_the_edge, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

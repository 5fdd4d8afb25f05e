#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/quote.h"

static void
quotes(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	assert_string_equal(quote_word(a, "cffi", false), "cffi");
	assert_string_equal(quote_word(a, "numpy<2", false), "'numpy<2'");
	assert_string_equal(quote_word(a, "", false), "''");
	assert_string_equal(quote_word(a, "a b", false), "'a b'");
	assert_string_equal(quote_word(a, "~/x", false), "'~/x'");
	assert_string_equal(quote_word(a, "=ls", false), "'=ls'");
	assert_string_equal(quote_word(a, "$(rm)", false), "'$(rm)'");
	assert_string_equal(quote_word(a, "-m", true), "-m");
	assert_null(quote_word(a, "-rf", false));
	assert_null(quote_word(a, "a\nb", false));
	assert_null(quote_word(a, "a\033[0m", false));
	assert_null(quote_word(a, "x\xe2\x80\xae", false));
	assert_null(quote_word(a, "\xff", false));
	arena_free(a);
}

static void
quotes_for_windows(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	assert_string_equal(quote_windows(a, "cffi==1.2", false), "cffi==1.2");
	assert_string_equal(quote_windows(a, "C:\\Users\\ada\\app.py", false), "C:\\Users\\ada\\app.py");
	assert_string_equal(quote_windows(a, "C:\\My Shop\\it's.py", false), "\"C:\\My Shop\\it's.py\"");
	assert_string_equal(quote_windows(a, "C:\\My Shop\\", false), "\"C:\\My Shop\\\\\"");
	assert_string_equal(quote_windows(a, "numpy<2", false), "\"numpy<2\"");
	assert_string_equal(quote_windows(a, "a&b", false), "\"a&b\"");
	assert_string_equal(quote_windows(a, "", false), "\"\"");
	assert_string_equal(quote_windows(a, "-m", true), "-m");
	static const char *const never[] = {"-rf", "%PATH%", "$(calc)",  "a`b", "a\"b",
					    "a“b", "a\nb",   "a\033[0m", "\xff"};
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		assert_null(quote_windows(a, never[i], false));
	arena_free(a);
}

/* What a shell makes of the word is what went in, byte for byte. */
static void
shells_agree(void **state)
{
	(void)state;
	static const char *const words[] = {"it's", "a\\b", "\\'",   "!x", "$HOME", "`id`",  "a;b",
					    "*",    "[a]",  "{a,b}", "\\", "#x",    "中 文", "a\"b"};
	static const char *const shells[] = {"sh", "bash", "zsh", "fish"};
	for (size_t s = 0; s < sizeof(shells) / sizeof(*shells); s++) {
		char probe[64];
		snprintf(probe, sizeof(probe), "command -v %s >/dev/null 2>&1", shells[s]);
		if (system(probe) != 0)
			continue;
		struct arena *a = arena_new();
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			char *line = arena_printf(a, "printf '%%s' %s", quote_word(a, words[i], false));
			setenv("REMEDY_TEST_LINE", line, 1);
			char *command = arena_printf(a, "%s -c \"$REMEDY_TEST_LINE\"", shells[s]);
			FILE *out = popen(command, "r");
			assert_non_null(out);
			char got[256];
			got[fread(got, 1, sizeof(got) - 1, out)] = '\0';
			pclose(out);
			assert_string_equal(got, words[i]);
		}
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes),
		cmocka_unit_test(quotes_for_windows),
		cmocka_unit_test(shells_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

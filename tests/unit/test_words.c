/* failure_possible: never false where failure_parse would find something. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "failure/failure.h"

static bool
possible(const char *s)
{
	return failure_possible(s, strlen(s));
}

static void
test_nothing(void **state)
{
	(void)state;
	assert_false(possible(""));
	assert_false(possible("x"));
	assert_false(possible("INFO started, 12 requests served in 3 ms, all current\n"));
	assert_false(possible("rro tcebackcar xcep ti on\n"));
}

static const char *const all_said[] = {
	"KeyError: 'x'",
	"Traceback (most recent call last):",
	"KeyboardInterrupt",
	"thread 'main' panicked at x",
	"bash: x: command not found",
	"No such file or directory",
	"No module named x",
	"Segmentation fault",
	"Aborted (core dumped)",
	"Killed",
	"terminate called without",
	"*** stack smashing detected ***: terminated",
	"free(): invalid pointer",
	"malloc.c:1: f: Assertion `x' failed.",
	"FAILED: x",
	"bash: x: Permission denied",
	"/usr/bin/ld: cannot find -lx",
	"undefined reference to `f'",
	"ERROR: x",
	"SomeException",
	"Terminated",
	"double free or corruption (top)",
	"can't find '__main__' module",
	"No package 'libffi' found",
	NULL,
};

static void
test_words(void **state)
{
	(void)state;
	for (size_t i = 0; all_said[i] != NULL; i++) {
		if (!possible(all_said[i]))
			fail_msg("not seen: %s", all_said[i]);
	}
}

/* In a text long enough for the way that long ones take. */
static void
test_long(void **state)
{
	(void)state;
	char text[2100];
	for (size_t i = 0; all_said[i] != NULL; i++) {
		size_t n = strlen(all_said[i]);
		for (size_t at = 0; at + n <= sizeof(text); at = at == 64 ? 1980 : at + 1) {
			memset(text, 'r', sizeof(text));
			memcpy(text + at, all_said[i], n);
			if (!failure_possible(text, sizeof(text)))
				fail_msg("not seen at %zu: %s", at, all_said[i]);
		}
	}
	memset(text, 'r', sizeof(text));
	assert_false(failure_possible(text, sizeof(text)));
	/* Not beyond the end. */
	memcpy(text + 2040, "rror", 4);
	assert_false(failure_possible(text, 2043));
	assert_true(failure_possible(text, 2044));
}

/* At every place in a text, whatever the alignment, and never beyond its end. */
static void
test_places(void **state)
{
	(void)state;
	char text[160];
	for (size_t at = 0; at + 4 <= sizeof(text); at++) {
		memset(text, 'r', sizeof(text));
		memcpy(text + at, "rror", 4);
		assert_true(failure_possible(text, sizeof(text)));
		assert_false(failure_possible(text, at + 3));
		if (at > 0)
			assert_false(failure_possible(text + at + 1, sizeof(text) - at - 1));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

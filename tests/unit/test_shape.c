#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "memory/shape.h"

static void
keeps_nothing_of_ones_own(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct {
		const char *type, *message, *shape;
	} cases[] = {
		{"ModuleNotFoundError", "No module named 'shop.cart'", "ModuleNotFoundError: No module named '…'"},
		{"KeyError", "'customer_4711'", "KeyError: '…'"},
		{"ValueError", "ada", "ValueError: …"},
		{"RuntimeError", "", "RuntimeError"},
		{"TypeError", "foo() missing 1 required positional argument: 'x'",
		 "TypeError: …() missing … required positional argument: '…'"},
		{"FileNotFoundError", "[Errno 2] No such file or directory: '/home/ada/secret'",
		 "FileNotFoundError: [Errno 2] No such file or directory: '…'"},
		{"ssl.SSLError", "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (_ssl.c:1002)",
		 "SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed (…:…)"},
		{"shop.errors.CartError", "no cart of Ada Lovelace <ada@example.org> in db-7.example.org",
		 "CartError: no … of … <…> in …"},
		{"ValueError", "user ada is unknown to Bert", "ValueError: user … is unknown to …"},
		{"TypeError", "expected str, bytes or os.PathLike object, not NoneType",
		 "TypeError: expected str, bytes or … object, not …"},
		{"ConnectionError", "Read timed out. (Read timeout=5)",
		 "ConnectionError: Read timed out. (Read timeout=…)"},
		{"OSError", "token sk_live_9fA3 was refused", "OSError: token … was refused"},
		{"ValueError", "unknown key MY_SECRET\nsecond line with ada", "ValueError: unknown key …"},
		{"UnicodeDecodeError", "'utf-8' codec can't decode byte 0xe4 in position 1",
		 "UnicodeDecodeError: '…' codec can't decode byte … in position …"},
		{"ValueError", "José fehlt", "ValueError: …"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(shape_of(a, cases[i].type, cases[i].message), cases[i].shape);
	arena_free(a);
}

/* Two failures that differ in names and numbers alone have one shape. */
static void
is_one_for_siblings(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char *const pairs[][2] = {
		{"name 'a' is not defined", "name 'load_user' is not defined"},
		{"line 1 column 2 (char 1)", "line 17 column 20 (char 300)"},
		{"port 80 is taken by /usr/bin/a", "port 8080 is taken by /opt/b/c"},
		{"shapes (3,) (4,)", "shapes (2,3) (3,2)"},
		{"-1 is too small", "5 is too small"},
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(shape_of(a, "E", pairs[i][0]), shape_of(a, "E", pairs[i][1]));
	arena_free(a);
}

/* Messages as they were printed, each of two people: one shape, and nothing of either in it. */
static void
is_nobodys_for_real_messages(void **state)
{
	(void)state;
	static const char *const own[] = {"shop",  "cart", "Till", "customer", "OrderBook", "ada",
					  "/home", "/srv", "8123", "1999",     "2024",      NULL};
	struct arena *a = arena_new();
	char *rest = path_read(a, "tests/unit/shape/messages.tsv", 1 << 20, false, NULL);
	unsigned count = 0;
	assert_non_null(rest);
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		if (*line == '#' || *line == '\0')
			continue;
		const char *type = strsep(&line, "\t"), *one = strsep(&line, "\t"), *other = line;
		assert_non_null(other);
		const char *shape = shape_of(a, type, one);
		print_message("%s\n", shape);
		assert_string_equal(shape, shape_of(a, type, other));
		for (size_t i = 0; own[i] != NULL; i++)
			assert_null(strstr(shape, own[i]));
		count++;
	}
	assert_true(count >= 100);
	arena_free(a);
}

static void
stays_short(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char long_message[5000];
	for (size_t i = 0; i < sizeof(long_message); i++)
		long_message[i] = i % 7 == 6 ? ' ' : 'a';
	long_message[sizeof(long_message) - 1] = '\0';
	assert_true(strlen(shape_of(a, "E", long_message)) <= SHAPE_LIMIT);
	assert_null(strchr(shape_of(a, "E", "x\033[2Jy z"), 033));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_nothing_of_ones_own),
		cmocka_unit_test(is_one_for_siblings),
		cmocka_unit_test(is_nobodys_for_real_messages),
		cmocka_unit_test(stays_short),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

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
decodes_utf8(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		int code;
		size_t length;
	} cases[] = {
		{"a", 'a', 1},
		{"\xc3\xa4", 0xe4, 2},
		{"\xe4\xb8\xad", 0x4e2d, 3},
		{"\xf0\x9f\x90\x8d", 0x1f40d, 4},
		{"\xc0\x80", -1, 1},
		{"\xed\xa0\x80", -1, 1},
		{"\xf4\x90\x80\x80", -1, 1},
		{"\xe4\xb8", -1, 1},
		{"\xff", -1, 1},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t length;
		assert_int_equal(text_decode(cases[i].bytes, strlen(cases[i].bytes), &length), cases[i].code);
		assert_int_equal(length, cases[i].length);
	}
}

static void
measures_columns(void **state)
{
	(void)state;
	assert_int_equal(text_width("abc"), 3);
	assert_int_equal(text_width("中文"), 4);
	assert_int_equal(text_width("e\xcc\x81"), 1); /* combining acute */
	assert_int_equal(text_width("für"), 3);
	assert_int_equal(text_width("🐍"), 2);
}

static void
makes_safe(void **state)
{
	assert_string_equal(text_safe(*state, "a\033[31mred\033[0m", 100), "ared");
	assert_string_equal(text_safe(*state, "\033]0;title\ax", 100), "x");
	assert_string_equal(text_safe(*state, "\033]8;;http://x\033\\y", 100), "y");
	assert_string_equal(text_safe(*state, "a\nb\tc\rd", 100), "a b c?d");
	assert_string_equal(text_safe(*state, "x\xe2\x80\xaey", 100), "x?y"); /* right-to-left override */
	assert_string_equal(text_safe(*state, "\xff\x9b", 100), "??");
	assert_string_equal(text_safe(*state, "äöü", 3), "ä...");
	assert_string_equal(text_safe(*state, "\033", 9), "");
	assert_string_equal(text_safe(*state, "\033[", 9), "");
}

static void
safe_text_is_never_hostile(void **state)
{
	uint32_t seed = 12345;
	for (int round = 0; round < 2000; round++) {
		char bytes[40];
		for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (char)((seed >> 24) % 255 + 1);
		}
		bytes[sizeof(bytes) - 1] = '\0';
		char *safe = text_safe(*state, bytes, 30);
		assert_false(text_is_hostile(safe));
		assert_true(strlen(safe) <= 33);
	}
}

static void
wraps(void **state)
{
	assert_string_equal(text_wrap(*state, "one two three", 10, "  "), "one two\n  three");
	assert_string_equal(text_wrap(*state, "a-very-long-word b", 10, ""), "a-very-long-word\nb");
	assert_string_equal(text_wrap(*state, "中文字中文字", 10, ""), "中文字中文\n字");
	assert_string_equal(text_wrap(*state, "中文字中文。字", 10, ""), "中文字中\n文。字");
	assert_string_equal(text_wrap(*state, "a\nb", 10, "> "), "a\n> b");
	assert_string_equal(text_wrap(*state, "", 10, ""), "");
}

static void
counts_columns_in_characters(void **state)
{
	(void)state;
	assert_int_equal(text_offset("größe a", 0), 0);
	assert_int_equal(text_offset("größe a", 1), 0);
	assert_int_equal(text_offset("größe a", 6), 7);
	assert_int_equal(text_offset("größe a", 99), 9);
}

static void
measures_distance(void **state)
{
	(void)state;
	assert_int_equal(text_distance("numpy", "numpy", 3), 0);
	assert_int_equal(text_distance("nunpy", "numpy", 3), 1);
	assert_int_equal(text_distance("nupmy", "numpy", 3), 1); /* transposed */
	assert_int_equal(text_distance("", "abc", 3), 3);
	assert_int_equal(text_distance("kitten", "sitting", 2), 3); /* gives up: limit + 1 */
	assert_int_equal(text_distance("a", "abcdefgh", 2), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_utf8),
		cmocka_unit_test(measures_columns),
		cmocka_unit_test_setup_teardown(makes_safe, setup, teardown),
		cmocka_unit_test_setup_teardown(safe_text_is_never_hostile, setup, teardown),
		cmocka_unit_test_setup_teardown(wraps, setup, teardown),
		cmocka_unit_test(counts_columns_in_characters),
		cmocka_unit_test(measures_distance),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

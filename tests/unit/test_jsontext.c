#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/jsontext.h"
#include "base/text.h"

static void
shows_nothing_that_a_terminal_obeys(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf out = buf_new(a);
	const char *meant =
		"a\033[2J\n\x7f \xc2\x9b \xe2\x80\xae \xe2\x80\xa8 \xf3\xa0\x80\x81 \xc3\xa4 \xe6\xbc\xa2 \\u";
	json_t *value = json_pack("[s]", meant);
	assert_true(jsontext_add(&out, value, 0));
	json_decref(value);
	assert_string_equal(out.text, "[\"a\\u001B[2J\\n\\u007F \\u009B \\u202E \\u2028 \\uDB40\\uDC01 "
				      "\xc3\xa4 \xe6\xbc\xa2 \\\\u\"]");
	assert_false(text_is_hostile(out.text));
	value = json_loads(out.text, 0, NULL);
	assert_string_equal(json_string_value(json_array_get(value, 0)), meant);
	json_decref(value);
	arena_free(a);
}

static void
keeps_its_own_lines(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf out = buf_new(a);
	json_t *value = json_pack("{s:i}", "a", 1);
	assert_true(jsontext_add(&out, value, 1));
	json_decref(value);
	assert_string_equal(out.text, "{\n \"a\": 1\n}");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_nothing_that_a_terminal_obeys),
		cmocka_unit_test(keeps_its_own_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

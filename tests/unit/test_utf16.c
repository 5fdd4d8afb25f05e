/* UTF-16 in pieces of any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf16.h"

static const char text[] = "a\u00e4\u4e2d\U0001f40d\ufffdz\n";
static const char little[] = "a\0\xe4\0\x2d\x4e\x3d\xd8\x0d\xdc\x00\xdc"
			     "z\0\n"; /* the last but two is alone */

static void
test_pieces(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		char bytes[sizeof(little)];
		memcpy(bytes, little, sizeof(little));
		for (size_t i = 0; big && i + 1 < sizeof(bytes); i += 2) {
			bytes[i] = little[i + 1];
			bytes[i + 1] = little[i];
		}
		for (size_t piece = 1; piece < sizeof(bytes); piece++) {
			struct arena *a = arena_new();
			struct buf out = buf_new(a);
			struct utf16 u = {.big = big};
			for (size_t i = 0; i < sizeof(bytes); i += piece)
				utf16_decode(&u, bytes + i, i + piece < sizeof(bytes) ? piece : sizeof(bytes) - i,
					     &out);
			assert_string_equal(out.text, text);
			arena_free(a);
		}
	}
}

static void
test_mark(void **state)
{
	(void)state;
	struct utf16 u;
	assert_true(utf16_begins(&u, "\xff\xfe", 2) && !u.big);
	assert_true(utf16_begins(&u,
				 "\xfe\xff"
				 "x",
				 3) &&
		    u.big);
	assert_false(utf16_begins(&u, "\xff", 1));
	assert_false(utf16_begins(&u, "text", 4));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pieces), cmocka_unit_test(test_mark)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

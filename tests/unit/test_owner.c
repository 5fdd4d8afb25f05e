/* Whose file it is, and on which day: told by the text alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "commands/day.h"
#include "commands/owner.h"

static void
test_owner(void **state)
{
	(void)state;
	static const struct {
		const char *file, *project, *path;
	} cases[] = {
		{"/home/ada/shop/app/cart.py", "shop", "app/cart.py"},
		{"/home/ada/src/shop/cart.py", "shop", "cart.py"},
		{"/home/ada/fetch.py", NULL, "/home/ada/fetch.py"},
		{"/home/ada/.local/lib/x.py", NULL, "/home/ada/.local/lib/x.py"},
		{"/home/runner/work/shop/shop/app/cart.py", "shop", "app/cart.py"},
		{"/builds/group/shop/cart.py", "shop", "cart.py"},
		{"/var/lib/jenkins/workspace/shop/cart.py", "shop", "cart.py"},
		{"/app/cart.py", "app", "cart.py"},
		{"C:\\Users\\ada\\shop\\cart.py", "shop", "cart.py"},
		{"/usr/lib/python3/dist-packages/x.py", NULL, "/usr/lib/python3/dist-packages/x.py"},
		{"cart.py", NULL, "cart.py"},
		{"/home/", NULL, "/home/"},
		{"", NULL, ""},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct owner o = owner_of(a, cases[i].file);
		if (cases[i].project == NULL)
			assert_null(o.project);
		else
			assert_string_equal(o.project, cases[i].project);
		assert_string_equal(o.path, cases[i].path);
	}
	arena_free(a);
}

static void
test_day(void **state)
{
	(void)state;
	static const struct {
		const char *line, *day;
	} cases[] = {
		{"2026-01-31T01:02:03Z x", "2026-01-31"},
		{"[2026/01/31 01:02:03] x", "2026-01-31"},
		{"10.0.0.1 - - [31/Jan/2026:01:02:03 +0000]", "2026-01-31"},
		{"2026-13-31", NULL},
		{"2026-01-32", NULL},
		{"12026-01-31", NULL},
		{"2026-01/31", NULL},
		{"31/Jam/2026:", NULL},
		{"2026-01-3", NULL},
		{"x\n2026-01-31", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char day[11] = "";
		bool found = day_read(cases[i].line, strlen(cases[i].line), day);
		assert_int_equal(found, cases[i].day != NULL);
		if (found)
			assert_string_equal(day, cases[i].day);
	}
	assert_true(day_is("2026-01-31"));
	assert_false(day_is("2026-01-31T"));
	assert_false(day_is("yesterday.."));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_owner), cmocka_unit_test(test_day)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hint/requirement.h"

static void
reads_names_extras_versions(void **state)
{
	static const struct {
		const char *text, *name, *version;
	} good[] = {
		{"cffi", "cffi", ""},
		{"numpy<2", "numpy", "<2"},
		{"numpy>=1.24,<2", "numpy", ">=1.24,<2"},
		{"zope.interface", "zope.interface", ""},
		{"PyJWT[crypto]==2.8.0", "PyJWT", "==2.8.0"},
		{"a[b,c-d]", "a", ""},
		{"torch==2.1.0+cpu", "torch", "==2.1.0+cpu"},
		{"x==1.*", "x", "==1.*"},
		{"x~=1.4", "x", "~=1.4"},
		{"x!=1.0", "x", "!=1.0"},
		{"x===1!2.0-rc1", "x", "===1!2.0-rc1"},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct requirement r;
		assert_true(requirement_parse(a, good[i].text, strlen(good[i].text), &r));
		assert_string_equal(r.text, good[i].text);
		assert_string_equal(r.name, good[i].name);
		assert_string_equal(r.version, good[i].version);
	}
	arena_free(a);
}

static void
refuses_all_else(void **state)
{
	static const char *const bad[] = {
		"",    "-r",  "--pre", "a b",         "a;b",  "a==",    "a<",          "a<2,",     "a[",
		"a[]", "a[b", "a[b,]", "a@https://x", "../a", "/etc/x", "git+ssh://x", "a==1;x",   "$(id)",
		"a'",  "a\n", "a=1",   "a>>1",        "a.",   ".a",     "a==-1",       "\xc3\xa9", "a==1 --pre",
	};
	struct arena *a = arena_new();
	struct requirement r;
	char name[400];
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(requirement_parse(a, bad[i], strlen(bad[i]), &r));
	memset(name, 'a', sizeof(name));
	assert_false(requirement_parse(a, name, sizeof(name), &r));
	assert_false(requirement_parse(a, "a\0b", 3, &r));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_names_extras_versions),
		cmocka_unit_test(refuses_all_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

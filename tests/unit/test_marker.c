/* Markers, with the examples of PEP 508. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "facts/marker.h"

static const struct environment linux311 = {
	.os_name = "posix",
	.sys_platform = "linux",
	.platform_machine = "x86_64",
	.platform_python_implementation = "CPython",
	.platform_release = "6.1.0-18-amd64",
	.platform_system = "Linux",
	.platform_version = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1",
	.python_version = "3.11",
	.python_full_version = "3.11.7",
	.implementation_name = "cpython",
	.implementation_version = "3.11.7",
	.extra = "",
};

static void
holds_as_pep_508_says(void **state)
{
	static const struct {
		const char *marker;
		enum marker_answer answer;
	} all[] = {
		{"", MARKER_HOLDS},
		{"python_version<'2.7'", MARKER_FAILS},
		{"os_name=='a' or os_name=='b'", MARKER_FAILS},
		/* `and` binds closer than `or`, parentheses closest */
		{"os_name=='a' and os_name=='b' or os_name=='posix'", MARKER_HOLDS},
		{"os_name=='posix' or os_name=='b' and os_name=='c'", MARKER_HOLDS},
		{"(os_name=='posix' or os_name=='b') and os_name=='c'", MARKER_FAILS},
		{"os_name=='a' and (os_name=='b' or os_name=='posix')", MARKER_FAILS},
		/* versions are compared as such */
		{"python_version < \"3.9\" and sys_platform == \"win32\"", MARKER_FAILS},
		{"python_version >= '3.9'", MARKER_HOLDS},
		{"'3.9' <= python_version", MARKER_HOLDS},
		{"python_version < '3.9'", MARKER_FAILS},
		{"python_full_version ~= '3.11.2'", MARKER_HOLDS},
		{"python_version == '3.*'", MARKER_HOLDS},
		{"python_version != '3.11.*'", MARKER_FAILS},
		{"implementation_version >= '3.2'", MARKER_HOLDS},
		/* the rest as texts */
		{"python_version in '2.7, 3.11'", MARKER_HOLDS},
		{"python_version not  in '2.6 2.7'", MARKER_HOLDS},
		{"'linux' in sys_platform", MARKER_HOLDS},
		{"platform_system == 'Linux' and platform_machine == 'x86_64'", MARKER_HOLDS},
		{"platform_machine != 'aarch64'", MARKER_HOLDS},
		{"platform_python_implementation != 'PyPy'", MARKER_HOLDS},
		{"implementation_name == 'pypy'", MARKER_FAILS},
		{"platform_release >= '6'", MARKER_HOLDS},
		{"'Debian' in platform_version", MARKER_HOLDS},
		{"sys_platform ~= 'linux'", MARKER_UNKNOWN},
		/* as they were called before */
		{"os.name == 'posix' and sys.platform == 'linux' and python_implementation == 'CPython'", MARKER_HOLDS},
		{"platform.machine == 'i386' or platform.python_implementation == 'PyPy'", MARKER_FAILS},
		/* extras */
		{"extra == 'test'", MARKER_FAILS},
		{"python_version>='3' and extra=='quux'", MARKER_FAILS},
		{"extra != 'test'", MARKER_HOLDS},
		/* no markers */
		{"python_version", MARKER_UNKNOWN},
		{"python_version >=", MARKER_UNKNOWN},
		{"python_version >= 3.9", MARKER_UNKNOWN},
		{"python_version >= '3.9", MARKER_UNKNOWN},
		{"weather == 'fine'", MARKER_UNKNOWN},
		{"os_name == 'posix' and", MARKER_UNKNOWN},
		{"os_name == 'posix' or nothing", MARKER_UNKNOWN},
		{"os_name == 'posix'andos_name == 'posix'", MARKER_UNKNOWN},
		{"(os_name == 'posix'", MARKER_UNKNOWN},
		{"os_name == 'posix')", MARKER_UNKNOWN},
		{"os_name notin 'posix'", MARKER_UNKNOWN},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (marker_holds(a, all[i].marker, &linux311) != all[i].answer)
			fail_msg("%s is not %d", all[i].marker, all[i].answer);
	arena_free(a);
}

static void
asks_for_extras_by_any_spelling(void **state)
{
	struct arena *a = arena_new();
	struct environment e = linux311;
	(void)state;
	e.extra = "Fast_Path";
	assert_int_equal(marker_holds(a, "extra == 'fast-path'", &e), MARKER_HOLDS);
	assert_int_equal(marker_holds(a, "'fast.path' != extra", &e), MARKER_FAILS);
	e.extra = "2.0";
	assert_int_equal(marker_holds(a, "extra == '2'", &e), MARKER_FAILS);
	arena_free(a);
}

/* What is not known decides only where nothing else does. */
static void
leaves_open_what_is_not_known(void **state)
{
	struct arena *a = arena_new();
	struct environment e = linux311;
	(void)state;
	e.platform_machine = NULL;
	assert_int_equal(marker_holds(a, "platform_machine == 'x86_64'", &e), MARKER_UNKNOWN);
	assert_int_equal(marker_holds(a, "platform_machine == 'x86_64' and os_name == 'nt'", &e), MARKER_FAILS);
	assert_int_equal(marker_holds(a, "os_name == 'nt' and platform_machine == 'x86_64'", &e), MARKER_FAILS);
	assert_int_equal(marker_holds(a, "platform_machine == 'x86_64' or os_name == 'posix'", &e), MARKER_HOLDS);
	assert_int_equal(marker_holds(a, "os_name == 'posix' and platform_machine == 'x86_64'", &e), MARKER_UNKNOWN);
	arena_free(a);
}

static void
bounds_its_depth(void **state)
{
	enum { MANY = 100000 };
	struct arena *a = arena_new();
	char *text = arena_alloc(a, MANY + 1);
	(void)state;
	memset(text, '(', MANY);
	assert_int_equal(marker_holds(a, text, &linux311), MARKER_UNKNOWN);
	assert_int_equal(marker_holds(a, "((((((((os_name == 'posix'))))))))", &linux311), MARKER_HOLDS);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_as_pep_508_says),
		cmocka_unit_test(asks_for_extras_by_any_spelling),
		cmocka_unit_test(leaves_open_what_is_not_known),
		cmocka_unit_test(bounds_its_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "facts_tree.h"

#include <gnu/libc-version.h>
#include <time.h>

#include "facts/native.h"
#include "facts/signature.h"

/* The value of one declared call, "!" and the error, or "?" for neither. */
static const char *
called(struct tree *t, const char *yaml)
{
	struct facts *f = facts_new(t->arena, NULL, NULL);
	struct diagnostics d = diagnostics_new(t->arena);
	const char *text = arena_printf(t->arena, "- native: x\n%s", yaml);
	native_declare(f, "test.yaml", text, strlen(text), &d);
	if (d.count > 0)
		return arena_printf(t->arena, "!!%d:%s", d.first->line, d.first->message);
	const char *value = facts_get(f, NULL, "native.x"), *error = facts_get(f, NULL, "native.x.error");
	assert_true(value == NULL || error == NULL);
	return value != NULL ? value : error != NULL ? arena_printf(t->arena, "!%s", error) : "?";
}

#define C "  library: libc.so.6\n  call: "
#define M "  library: libm.so.6\n  call: "

static void
calls_functions(void **state)
{
	struct tree *t = *state;
	assert_string_equal(called(t, C "const char *gnu_get_libc_version(void)\n"), gnu_get_libc_version());
	assert_string_equal(called(t, C "int abs(int)\n  args: [-7]\n"), "7");
	assert_string_equal(called(t, C "long long llabs(long long x)\n  args: [-9000000000]\n"), "9000000000");
	assert_string_equal(called(t, C "int toupper(int c)\n  args: [0x61]\n"), "65");
	assert_string_equal(called(t, C "size_t strlen(const char *s)\n  args: [hello]\n"), "5");
	assert_string_equal(called(t, C "char *strchr(const char *s, int c)\n  args: [abcd, 99]\n"), "cd");
	assert_string_equal(called(t, C "int strcmp(const char *, const char *)\n  args: [a, a]\n"), "0");
	assert_string_equal(called(t, C "unsigned short htons(unsigned short)\n  args: [258]\n"), "513");
	assert_string_equal(called(t, C "uint32_t htonl(uint32_t)\n  args: [1]\n"), "16777216");
	assert_string_equal(called(t, M "double pow(double x, double y)\n  args: [2, 0.5]\n"), "1.4142135623731");
	assert_string_equal(called(t, M "float sqrtf(float)\n  args: [6.25]\n"), "2.5");
	assert_string_equal(
		called(t, C "int memcmp(const void *, const void *, size_t)\n  args: ['null', 'null', 0]\n"), "0");
}

static void
reads_out_values(void **state)
{
	struct tree *t = *state;
	assert_string_equal(called(t, M "double frexp(double x, int *exponent)\n  args: [8, out]\n"), "4");
	assert_string_equal(called(t, M "double frexp(double x, int *exponent)\n  args: [8, out]\n  gives: result\n"),
			    "0.5");
	assert_string_equal(called(t, M "double modf(double x, double *whole)\n  args: [3.25, out]\n"), "3");
	assert_string_equal(called(t, C "int getloadavg(double *, int)\n  args: [out, 0]\n  gives: result\n"), "0");
	assert_string_equal(called(t, C "char *strcpy(char *to, const char *from)\n  args: [out, copied]\n"), "copied");
	assert_string_equal(called(t, C "struct { int quot; int rem; } div(int, int)\n  args: [17, 5]\n"), "3.2");
	assert_string_equal(called(t, C "struct { long quot; long rem; } ldiv(long a, long b)\n  args: [-17, 5]\n"),
			    "-3.-2");
}

static void
makes_versions(void **state)
{
	struct tree *t = *state;
	assert_string_equal(called(t, C "int abs(int)\n  args: [12020]\n  version: [1000, 10]\n"), "12.2");
	assert_string_equal(called(t, C "int abs(int)\n  args: [22005]\n  version: [10000, 100, 1]\n"), "2.20.5");
	assert_string_equal(called(t, C "char *strchr(const char *, int)\n  args: ['OpenSSL 3.0.11 19 Sep', 79]\n"
					"  take: 'SSL ([0-9.]+)'\n"),
			    "3.0.11");
	assert_string_equal(called(t, C "int abs(int)\n  args: [3]\n  ok: 3\n"), "3");
	assert_string_equal(called(t, C "int abs(int)\n  args: [3]\n  ok: 0\n"), "!abs returned 3");
	assert_string_equal(called(t, C "int abs(int)\n  args: [3]\n  take: 'x'\n"), "!3 is not what was expected");
	assert_string_equal(called(t, C "char *strchr(const char *s, int c)\n  args: [abcd, 122]\n"),
			    "!strchr returned NULL");
}

static void
survives_the_library(void **state)
{
	struct tree *t = *state;
	assert_string_equal(called(t, C "int raise(int)\n  args: [11]\n"), "!the call died of SIGSEGV");
	assert_string_equal(called(t, C "void abort(void)\n"), "!the call died of SIGABRT");
	assert_string_equal(called(t, C "size_t strlen(const char *)\n  args: ['null']\n"),
			    "!the call died of SIGSEGV");
	assert_string_equal(called(t, C "void _exit(int)\n  args: [0]\n"), "!the call ended the process");
	struct timespec begin, end;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_string_equal(called(t, C "unsigned sleep(unsigned)\n  args: [30]\n"), "!no answer within 200 ms");
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - begin.tv_sec < 5);
	/* What it prints is not for anybody's terminal, and its answer is made safe to print. */
	assert_string_equal(called(t, C "int puts(const char *)\n  args: [loud]\n  ok: 5\n"), "5");
	assert_string_equal(called(t, C "char *strchr(const char *, int)\n  args: [\"a\\e[31mred\\nx\", 97]\n"),
			    "ared x");
}

static void
tells_why_not(void **state)
{
	struct tree *t = *state;
	const char *why = called(t, "  library: [libnosuch.so.7, libnosuch.so.6]\n");
	assert_string_equal(why, "!libnosuch.so.7: cannot open shared object file: No such file or directory");
	why = called(t, C "int no_such_function(void)\n");
	assert_non_null(strstr(why, "undefined symbol: no_such_function"));
	char *file = tree_file(t, "libtext.so", "not a library");
	why = called(t, arena_printf(t->arena, "  library: %s\n", file));
	assert_non_null(strstr(why, "file too short"));
	/* The second name serves where the first does not. */
	assert_string_equal(called(t, "  library: [libnosuch.so.7, libc.so.6]\n  call: int abs(int)\n  args: [1]\n"),
			    "1");
	assert_string_equal(called(t, "  library: libc.so.6\n  take: '^libc'\n"), "libc");
	const char *newest = called(t, "  library: libc.so.6\n  exports: GLIBC_\n");
	int order;
	assert_true(version_compare(newest, "2.17", &order) && order >= 0);
	assert_true(version_compare(gnu_get_libc_version(), newest, &order) && order >= 0);
}

static void
refuses_bad_entries(void **state)
{
	struct tree *t = *state;
	static const char *const wrong[] = {
		"  call: int abs(int)\n", /* no library */
		"  library: ./libx.so\n", /* of the folder one stands in */
		"  library: lib/x.so\n",
		C "int abs(int)\n", /* no args */
		C "int abs(int)\n  args: [1, 2]\n",
		C "int abs(int)\n  args: [out]\n", /* no pointer */
		C "int abs(int)\n  args: [1]\n  gives: out\n",
		C "int abs\n",
		C "int abs(int\n",
		C "int abs(int) extra\n  args: [1]\n",
		C "int abs(struct stat s)\n  args: [1]\n",
		C "wchar_t f(void)\n",
		C "int f(int ***)\n  args: ['null']\n",
		C "struct { } f(void)\n",
		C "struct { int a; int b f(void)\n",
		C "int f(int,int,int,int,int,int,int,int,int)\n  args: [1,2,3,4,5,6,7,8,9]\n",
		"  library: libc.so.6\n  version: [0]\n",
		"  library: libc.so.6\n  colour: red\n",
	};
	for (size_t n = 0; n < sizeof(wrong) / sizeof(wrong[0]); n++) {
		const char *said = called(t, wrong[n]);
		print_message("%s  -> %s\n", wrong[n], said);
		assert_true(strncmp(said, "!!1:", 4) == 0);
	}
	struct facts *f = facts_new(t->arena, NULL, NULL);
	struct diagnostics d = diagnostics_new(t->arena);
	static const char text[] =
		"# two, and one of them good\n- id: a-pattern\n  text: whatever\n- native: Bad-Name\n"
		"  library: libc.so.6\n- native: good\n  library: libc.so.6\n";
	native_declare(f, "x.yaml", text, sizeof(text) - 1, &d);
	assert_int_equal(d.count, 1);
	assert_int_equal(d.first->line, 4);
	assert_true(facts_known(f, "native.good"));
	assert_true(facts_known(f, "native.good.error"));
	assert_false(facts_known(f, "native.good.other"));
	assert_false(facts_known(f, "native.Bad-Name"));
	assert_false(facts_known(f, "native.a-pattern"));
	static const char broken[] = "- native: [\n";
	native_declare(f, "y.yaml", broken, sizeof(broken) - 1, &d);
	assert_int_equal(d.count, 2);
}

static void
reads_the_users_own(void **state)
{
	struct tree *t = *state;
	setenv("XDG_CONFIG_HOME", tree_path(t, "config"), 1);
	tree_file(
		t, "config/remedy/patterns/own.yaml",
		"patterns: []\nnative:\n  - native: mine\n    library: libc.so.6\n    call: int abs(int)\n    args: [-3]\n");
	tree_file(t, "config/remedy/patterns/native.yaml",
		  "- native: glibc\n  library: libc.so.6\n  call: int abs(int)\n  args: [-4]\n");
	struct facts *f = facts_new(t->arena, NULL, NULL);
	assert_fact(f, NULL, "native.mine", "3");
	assert_fact(f, NULL, "native.glibc", "4"); /* wins over the built-in one */
	/* A file that others can write would run their library as this person. */
	char *file = tree_file(t, "config/remedy/patterns/open.yaml", "- native: open\n  library: libc.so.6\n");
	assert_int_equal(chmod(file, 0666), 0);
	f = facts_new(t->arena, NULL, NULL);
	assert_false(facts_known(f, "native.open"));
	assert_true(facts_known(f, "native.mine"));
	unsetenv("XDG_CONFIG_HOME");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(calls_functions, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_out_values, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(makes_versions, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(survives_the_library, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(tells_why_not, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(refuses_bad_entries, tree_setup, tree_teardown),
		cmocka_unit_test_setup_teardown(reads_the_users_own, tree_setup, tree_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

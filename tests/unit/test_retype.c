/* The typed line with one word replaced. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "hint/retype.h"

struct retyping {
	const char *line, *before, *after, *cwd, *wanted;
};

static void
same(const char *got, const char *wanted)
{
	if (wanted == NULL)
		assert_null(got);
	else {
		assert_non_null(got);
		assert_string_equal(got, wanted);
	}
}

static void
check(const struct retyping *all, size_t count)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < count; i++)
		same(retype(a, all[i].line, all[i].before, all[i].after, all[i].cwd), all[i].wanted);
	arena_free(a);
}

static void
the_word_alone(void **state)
{
	(void)state;
	static const struct retyping all[] = {
		{"pip instatl requests", "instatl", "install", NULL, "pip install requests"},
		{"cd a && pip  instatl 'b c' | tee log", "instatl", "install", NULL,
		 "cd a && pip  install 'b c' | tee log"},
		{"pip 'instatl' x", "instatl", "install", NULL, "pip install x"},
		{"pip inst\\atl x", "instatl", "install", NULL, "pip install x"},
		{"(pip instatl)", "instatl", "install", NULL, "(pip install)"},
		{"python3 a.py --verbos=2", "--verbos", "--verbose", NULL, "python3 a.py --verbose=2"},
		{"python3 a.py --mode instatl", "instatl", "in stall", NULL, "python3 a.py --mode 'in stall'"},
	};
	check(all, sizeof(all) / sizeof(*all));
}

static void
only_where_it_is_sure(void **state)
{
	(void)state;
	static const struct retyping all[] = {
		{"pip install requests", "instatl", "install", NULL, NULL},
		{"pip instatl instatl", "instatl", "install", NULL, NULL},
		{"pip instatlx", "instatl", "install", NULL, NULL},
		{"pip \"$instatl\"", "$instatl", "install", NULL, NULL},
		{"pip $(echo) instatl", "instatl", "install", NULL, "pip $(echo) install"},
		{"pip 'instatl", "instatl", "install", NULL, NULL},
		{"pip instatl\nrm x", "instatl", "install", NULL, NULL},
		{"pip instatl", "instatl", "x\ny", NULL, NULL},
		{"pip instatl", "instatl", "-r", NULL, NULL},
		{"pip instatl", "instatl", "", NULL, NULL},
		{"", "", "x", NULL, NULL},
	};
	check(all, sizeof(all) / sizeof(*all));
}

static void
paths_from_the_folder(void **state)
{
	(void)state;
	static const struct retyping all[] = {
		{"python3 foo -v", "/home/ada/foo", "/home/ada/foo.py", "/home/ada", "python3 foo.py -v"},
		{"python3 ./foo", "/home/ada/foo", "/home/ada/foo.py", "/home/ada", "python3 foo.py"},
		{"python3 ../x/foo", "/home/x/foo", "/home/x/foo.py", "/home/ada", "python3 /home/x/foo.py"},
		{"python3 foo", "/home/ada/foo", "/home/ada/foo.py", NULL, NULL},
		{"python3 foo", "/home/ada/foo", "/home/ada/a b.py", "/home/ada", "python3 'a b.py'"},
	};
	check(all, sizeof(all) / sizeof(*all));
}

/* `python3 -c '…'`: the program in the line is what can be changed. */
static void
a_program_in_the_line(void **state)
{
	(void)state;
	static const struct retyping all[] = {
		{"python3 -c 'import requets'", "requets", "requests", NULL, "python3 -c 'import requests'"},
		{"x=1 python3 -Ic \"import requets\" | tee a", "requets", "requests", NULL,
		 "x=1 python3 -Ic \"import requests\" | tee a"},
		{"python3 -c 'print(len([1])'", "len([1])", "len([1]))", NULL, "python3 -c 'print(len([1]))'"},
		{"python3 -c 'a; a'", "a", "b", NULL, NULL},
		{"python3 -c import", "import", "export", NULL, NULL},
		{"python3 requets -c 'x'", "requets", "requests", NULL, NULL},
		{"python3 -c 'import requets' requets", "requets", "requests", NULL,
		 "python3 -c 'import requests' requets"},
		{"python3 -c 'import x'\\''y'", "x", "z", NULL, NULL},
		{"python3 -c 'print(\"a\" + 1)'", "1", "'1'", NULL, NULL},
		{"python3 -c \"print($HOME)\"", "print", "write", NULL, NULL},
		{"sh -c 'python3 -c x' -c 'x'", "x", "y", NULL, NULL},
		{"python3 -c 'x", "x", "y", NULL, NULL},
		{"python3 -c ''", "x", "y", NULL, NULL},
		{"python3 -c 'x'", "", "y", NULL, NULL},
		{"python3 --exec 'x'", "x", "y", NULL, NULL},
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		print_message("%s\n", all[i].line);
		same(retype_program(a, all[i].line, all[i].before, all[i].after), all[i].wanted);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_word_alone),
		cmocka_unit_test(a_program_in_the_line),
		cmocka_unit_test(only_where_it_is_sure),
		cmocka_unit_test(paths_from_the_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

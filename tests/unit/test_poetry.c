/* poetry's constraints, with the examples of its own documentation, and its table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "facts/poetry.h"

static void
says_constraints_as_pep_440_does(void **state)
{
	static const struct {
		const char *constraint, *specifiers;
	} all[] = {
		{"^1.2.3", ">=1.2.3,<2"},
		{"^1.2", ">=1.2,<2"},
		{"^1", ">=1,<2"},
		{"^0.2.3", ">=0.2.3,<0.3"},
		{"^0.0.3", ">=0.0.3,<0.0.4"},
		{"^0.0", ">=0.0,<0.1"},
		{"^0", ">=0,<1"},
		{"^2.0a1", ">=2.0a1,<3"},
		{"~1.2.3", ">=1.2.3,<1.3"},
		{"~1.2", ">=1.2,<1.3"},
		{"~1", ">=1,<2"},
		{"~=1.2", "~=1.2"},
		{"*", ""},
		{"1.*", "==1.*"},
		{"1.2.*", "==1.2.*"},
		{"1.2.3", "==1.2.3"},
		{"==1.2.3", "==1.2.3"},
		{"=1.2.3", "==1.2.3"},
		{">= 1.2, < 1.5", ">=1.2,<1.5"},
		{">=1.2 <1.5", ">=1.2,<1.5"},
		{"!=1.4", "!=1.4"},
		{"^1.2 || ^3.0", ">=1.2,<2||>=3.0,<4"},
		{"^2.7|^3.6", ">=2.7,<3||>=3.6,<4"},
		{"", NULL},
		{"^", NULL},
		{"^x", NULL},
		{"^1.2 ||", NULL},
		{"|| 1", NULL},
		{">*", NULL},
		{"^1!2.0", NULL},
		{"1 ||| 2", NULL},
		{"latest", NULL},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const char *is = poetry_specifiers(a, all[i].constraint);
		if ((is == NULL) != (all[i].specifiers == NULL) || (is != NULL && strcmp(is, all[i].specifiers) != 0))
			fail_msg("%s is %s", all[i].constraint, is == NULL ? "nothing" : is);
	}
	arena_free(a);
}

static void
reads_the_table(void **state)
{
	static const char text[] =
		"[project]\nname = \"shop\"\n[tool.poetry.dependencies] # what it needs\n"
		"python = \">=3.9,<4\" # all of them\n"
		"Requests = \"^2.31\"\n"
		"numpy = {version = \"~1.24\", extras = [\"a\", \"b]\"], markers = \"sys_platform == 'linux'\"}\n"
		"old = { markers = \"python_version < '3.9'\", version = \"1.0\" }\n"
		"\"zope.interface\" = '*'\n"
		"many = [\n  {version = \"1.0\", python = \"<3.9\"}, # no\n"
		"  {version = \"2.0\", platform = \"win32\"},\n  {version = \"3.0\", python = \"^3.9\"},\n]\n"
		"extra = {version = \"1.0\", optional = true}\n"
		"near = {path = \"../near\", develop = true}\n"
		"local = { git = \"https://example.com/a.git\" }\n"
		"open = {version = \"1.0\n"
		"[tool.poetry.dependencies.split]\nversion = \"^0.3\"\n"
		"[tool.other]\nrequests = \"^9\"\n";
	static const struct {
		const char *name, *specifiers;
	} all[] = {
		{"python", ">=3.9,<4"},    {"requests", ">=2.31,<3"},
		{"numpy", ">=1.24,<1.25"}, {"old", NULL},
		{"zope-interface", ""},    {"many", "==3.0"},
		{"extra", NULL},           {"near", NULL},
		{"local", NULL},           {"open", NULL},
		{"split", ">=0.3,<0.4"},   {"absent", NULL},
		{"version", NULL},
	};
	const struct environment e = {
		.sys_platform = "linux", .python_version = "3.11", .python_full_version = "3.11.7", .extra = ""};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const char *is = poetry_asks(a, text, all[i].name, &e);
		if ((is == NULL) != (all[i].specifiers == NULL) || (is != NULL && strcmp(is, all[i].specifiers) != 0))
			fail_msg("%s is asked %s", all[i].name, is == NULL ? "nothing" : is);
	}
	/* Cut off anywhere, it is read no further. */
	for (size_t n = 0; n < sizeof(text); n++)
		poetry_asks(a, arena_strndup(a, text, n), "split", &e);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_constraints_as_pep_440_does),
		cmocka_unit_test(reads_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

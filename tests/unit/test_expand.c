#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "hint/expand.h"
#include "hint/hint.h"

struct bench {
	struct arena *a;
	struct facts *f;
	struct capture_group groups[4];
	struct frame frame;
	struct failure failure;
	struct match match;
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct bench *b = arena_alloc(a, sizeof(*b));
	b->a = a;
	b->f = facts_new(a, NULL, NULL);
	facts_freeze(b->f);
	facts_set(b->f, "python", "python3.13");
	facts_set(b->f, "python.version", "3.13.0");
	facts_set(b->f, "program.command", "python3.13 a.py | tee 'log file'");
	facts_set(b->f, "program.rest", "a.py 'two words'");
	b->groups[0] = (struct capture_group){"module", "yaml"};
	b->groups[1] = (struct capture_group){"file", "notes.txt"};
	b->groups[2] = (struct capture_group){"empty", ""};
	b->frame = (struct frame){.file = "/home/ada/fetch.py", .line = 3, .function = "main", .source = "import yaml"};
	b->failure = (struct failure){.kind = FAILURE_EXCEPTION,
				      .type = "builtins.ModuleNotFoundError",
				      .name = "ModuleNotFoundError",
				      .message = "No module named 'yaml'",
				      .frames = &b->frame,
				      .frame_count = 1};
	b->match = (struct match){.failure = &b->failure, .groups = b->groups, .group_count = 3};
	*state = b;
	return 0;
}

static int
teardown(void **state)
{
	arena_free(((struct bench *)*state)->a);
	return 0;
}

static char *
shown(struct bench *b, const char *template)
{
	return hint_expand(b->a, b->f, &b->match, template, false);
}

static char *
shell(struct bench *b, const char *template)
{
	return hint_expand(b->a, b->f, &b->match, template, true);
}

static void
fills_in(void **state)
{
	struct bench *b = *state;
	assert_string_equal(shown(b, "plain"), "plain");
	assert_string_equal(shown(b, ""), "");
	assert_string_equal(shown(b, "{module} for {python.version}"), "yaml for 3.13.0");
	assert_string_equal(shown(b, "{type}|{name}|{line}|{function}"),
			    "builtins.ModuleNotFoundError|ModuleNotFoundError|3|main");
	assert_string_equal(shown(b, "{message}"), "No module named 'yaml'");
	assert_string_equal(shown(b, "no {module}{?, seen from {program.cwd}?}."), "no yaml.");
	assert_string_equal(shown(b, "no {module}{? in {python.version}?}{?!?}"), "no yaml in 3.13.0!");
	assert_string_equal(shown(b, "a{? and {?b"), "a{? and {?b");
	assert_string_equal(shown(b, "df[[a]]"), "df[[a]]");
	assert_string_equal(shown(b, "{command}"), "python3.13 a.py | tee 'log file'");
	/* A group outranks what the failure has of that name. */
	assert_string_equal(shown(b, "{file}"), "notes.txt");
	b->match.group_count = 1;
	assert_string_equal(shown(b, "{file}"), "/home/ada/fetch.py");
}

static void
leaves_braces_that_are_none_of_its_own(void **state)
{
	struct bench *b = *state;
	assert_string_equal(shown(b, "{{module}}"), "{module}");
	assert_string_equal(shown(b, "{{{module}}}"), "{yaml}");
	assert_string_equal(shown(b, "x } y"), "x } y");
	assert_string_equal(shown(b, "d = {}"), "d = {}");
	assert_string_equal(shown(b, "{'a': 1}"), "{'a': 1}");
	assert_string_equal(shown(b, "a { b"), "a { b");
	assert_string_equal(shown(b, "open {"), "open {");
	assert_string_equal(shown(b, "${{HOME}"), "${HOME}");
}

static void
refuses_what_is_unknown(void **state)
{
	struct bench *b = *state;
	assert_null(shown(b, "{nothing}"));
	assert_null(shown(b, "{python.venv_path}"));
	assert_string_equal(shown(b, "<{empty}>"), "<>");
	assert_string_equal(shell(b, "x {empty}"), "x ''");
	assert_null(shown(b, "a {module} b {nothing}"));
	assert_null(hint_expand(b->a, b->f, NULL, "{message}", false));
	assert_string_equal(hint_expand(b->a, b->f, NULL, "{python}", true), "python3.13");
}

static void
syntax_errors_have_a_place_of_their_own(void **state)
{
	struct bench *b = *state;
	b->match.group_count = 0;
	b->failure.file = "/home/ada/broken.py";
	b->failure.line = 9;
	b->failure.source = "print 'x'";
	assert_string_equal(shown(b, "{file}:{line}: {source}"), "/home/ada/broken.py:9: print 'x'");
}

static void
shows_hostile_text_safely(void **state)
{
	struct bench *b = *state;
	b->groups[0].value = "a\033[31m\nb\x07";
	char *text = shown(b, "<{module}>");
	assert_false(text_is_hostile(text));
	assert_non_null(strstr(text, "b?"));

	struct buf long_value = buf_new(b->a);
	for (int i = 0; i < 10000; i++)
		buf_add_char(&long_value, 'x');
	b->groups[0].value = long_value.text;
	assert_true(strlen(shown(b, "{module}")) < 300);
	assert_null(shell(b, "echo {module}"));
}

static void
quotes_for_the_shell(void **state)
{
	struct bench *b = *state;
	assert_string_equal(shell(b, "{python} -m pip install {module}"), "python3.13 -m pip install yaml");
	/* Facts that are commands, and what the person typed, enter as they are. */
	assert_string_equal(shell(b, "x {program.rest}"), "x a.py 'two words'");
	assert_string_equal(shell(b, "X=1 {command}"), "X=1 python3.13 a.py | tee 'log file'");
	static const char *const hostile[][2] = {
		{"$(reboot)", "echo '$(reboot)'"},
		{"a;b", "echo 'a;b'"},
		{"`id`", "echo '`id`'"},
		{"two words", "echo 'two words'"},
		{"it's", NULL},
		{"a\nb", ""},
		{"a\033[2Jb", ""},
		{"x\xe2\x80\xae"
		 "cod",
		 ""},
		{"-rf", ""},
		{"--index-url=x", ""},
	}; /* NULL: any inert form; "": no command at all */
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		b->groups[0].value = hostile[i][0];
		char *command = shell(b, "echo {module}");
		if (hostile[i][1] == NULL)
			assert_true(command != NULL && expand_is_inert(command));
		else if (*hostile[i][1] == '\0')
			assert_null(command);
		else
			assert_string_equal(command, hostile[i][1]);
	}
}

static void
keeps_the_templates_own_quotes_whole(void **state)
{
	struct bench *b = *state;
	assert_string_equal(shell(b, "sed -i 's/{module}/x/' f"), "sed -i 's/yaml/x/' f");
	assert_string_equal(shell(b, "echo \"{module}>1\""), "echo \"yaml>1\"");
	b->groups[0].value = "a'; reboot; '";
	assert_null(shell(b, "sed -i 's/{module}/x/' f"));
	b->groups[0].value = "$(reboot)";
	assert_null(shell(b, "echo \"{module}\""));
	assert_string_equal(shell(b, "echo \"x\" {module}"), "echo \"x\" '$(reboot)'");
	assert_string_equal(shell(b, "echo \\\" {module}"), "echo \\\" '$(reboot)'");
}

static void
facts_that_are_commands_must_be_inert(void **state)
{
	struct bench *b = *state;
	facts_set(b->f, "python", "'/home/ada/my env/bin/python'");
	assert_string_equal(shell(b, "{python} -V"), "'/home/ada/my env/bin/python' -V");
	facts_set(b->f, "python", "/tmp/$(reboot)/python");
	assert_string_equal(shell(b, "{python} -V"), "'/tmp/$(reboot)/python' -V");
}

static void
tells_inert_text(void **state)
{
	(void)state;
	assert_true(expand_is_inert("a b 'c;d' e"));
	assert_true(expand_is_inert("'it'\\''s'"));
	assert_true(expand_is_inert("'a'\\\\'b'"));
	assert_false(expand_is_inert("a\\b"));
	assert_false(expand_is_inert("a;b"));
	assert_false(expand_is_inert("$HOME"));
	assert_false(expand_is_inert("'open"));
	assert_false(expand_is_inert("a\nb"));
	assert_false(expand_is_inert("\"a\""));
	assert_false(expand_is_inert("a & b"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(fills_in, setup, teardown),
		cmocka_unit_test_setup_teardown(leaves_braces_that_are_none_of_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_what_is_unknown, setup, teardown),
		cmocka_unit_test_setup_teardown(syntax_errors_have_a_place_of_their_own, setup, teardown),
		cmocka_unit_test_setup_teardown(shows_hostile_text_safely, setup, teardown),
		cmocka_unit_test_setup_teardown(quotes_for_the_shell, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_the_templates_own_quotes_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(facts_that_are_commands_must_be_inert, setup, teardown),
		cmocka_unit_test(tells_inert_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hint/hint.h"

struct bench {
	struct arena *a;
	struct catalog *c;
	struct facts *f;
	struct failure failure, other;
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct bench *b = arena_alloc(a, sizeof(*b));
	b->a = a;
	b->c = catalog_open(a, NULL, NULL);
	b->f = facts_new(a, b->c, NULL);
	facts_freeze(b->f);
	facts_set(b->f, "python", "python3.13");
	facts_set(b->f, "python.venv", "true");
	b->failure = (struct failure){.type = "KeyError", .name = "KeyError", .message = "'x'"};
	b->other = (struct failure){.type = "OSError", .name = "OSError", .message = "y"};
	*state = b;
	return 0;
}

static int
teardown(void **state)
{
	struct bench *b = *state;
	catalog_close(b->c);
	arena_free(b->a);
	return 0;
}

/* The ids in the order in which they are told, with a blank behind each. */
static char *
order(struct bench *b, struct match *all, size_t count, size_t limit)
{
	const struct matches m = {.all = all, .count = count};
	struct hints h = hint_make(b->a, b->c, b->f, &m, limit);
	struct buf out = buf_new(b->a);
	for (size_t i = 0; i < h.count; i++)
		buf_printf(&out, "%s ", h.all[i].id);
	return out.text;
}

static struct pattern
pattern(const char *id, const char *layer, int rank)
{
	return (struct pattern){.id = id, .layer = layer, .file = "x.yaml", .rank = rank, .summary = id, .why = ""};
}

static void
keeps_the_catalogs_order(void **state)
{
	struct bench *b = *state;
	struct pattern p[] = {pattern("z-first", "built-in", 0), pattern("a-second", "user", 5),
			      pattern("third", "built-in", 3)};
	struct match m[3];
	for (size_t i = 0; i < 3; i++)
		m[i] = (struct match){.pattern = &p[i], .failure = &b->failure};
	assert_string_equal(order(b, m, 3, 0), "z-first a-second third ");
	assert_string_equal(order(b, m, 3, 2), "z-first a-second ");
	assert_string_equal(order(b, m, 0, 0), "");
}

static void
silent_without_its_facts_or_its_summary(void **state)
{
	struct bench *b = *state;
	static const struct condition unknown[] = {{.fact = "module.known", .value = "false"}};
	static const struct condition false_one[] = {{.fact = "python.venv", .value = "false"}};
	struct pattern p[] = {pattern("unknown", "built-in", 0), pattern("false", "built-in", 0),
			      pattern("unfilled", "built-in", 0), pattern("speaks", "built-in", 0)};
	p[0].when = unknown;
	p[1].when = false_one;
	p[0].when_count = p[1].when_count = 1;
	p[2].summary = "needs {something}";
	struct match m[4];
	for (size_t i = 0; i < 4; i++)
		m[i] = (struct match){.pattern = &p[i], .failure = &b->failure};
	assert_string_equal(order(b, m, 4, 0), "speaks ");
}

static void
says_nothing_twice(void **state)
{
	struct bench *b = *state;
	static const struct fix_template install = {.kind = FIX_INSTALL, .value = "cffi", .label = "", .reason = ""};
	struct pattern p[] = {pattern("first", "built-in", 2), pattern("same-fix", "built-in", 1),
			      pattern("no-fix", "built-in", 0)};
	p[0].fixes = p[1].fixes = &install;
	p[0].fix_count = p[1].fix_count = 1;
	struct match m[] = {{.pattern = &p[0], .failure = &b->failure}, {.pattern = &p[1], .failure = &b->failure},
			    {.pattern = &p[2], .failure = &b->failure}, {.pattern = &p[0], .failure = &b->failure},
			    {.pattern = &p[0], .failure = &b->other},   {.pattern = &p[1], .failure = &b->other}};
	assert_string_equal(order(b, m, 3, 0), "first no-fix ");
	assert_string_equal(order(b, m, 5, 0), "first no-fix ");
	/* About another failure it is another hint. */
	m[3] = m[5];
	assert_string_equal(order(b, m, 4, 0), "first no-fix same-fix ");
}

static void
keeps_what_can_be_said(void **state)
{
	struct bench *b = *state;
	static const struct condition never[] = {{.fact = "python.venv", .value = "false"}};
	static const struct fix_template fixes[] = {
		{.kind = FIX_SAY, .value = "not here", .label = "", .reason = "", .when = never, .when_count = 1},
		{.kind = FIX_SAY, .value = "{unknown}", .label = "", .reason = ""},
		{.kind = FIX_RUN, .value = "{python} -V", .label = "", .reason = ""},
		{.kind = FIX_RUN, .value = "{python} -V", .label = "again", .reason = ""},
		{.kind = FIX_SAY, .value = "the other", .label = "", .reason = ""},
	};
	struct pattern p = pattern("x", "built-in", 0);
	p.why = "first {type}\nsecond {unknown}\n\nthird\n\n";
	p.fixes = fixes;
	p.fix_count = 5;
	struct match one = {.pattern = &p, .failure = &b->failure};
	struct hints h = hint_make(b->a, b->c, b->f, &(struct matches){.all = &one, .count = 1}, 0);
	assert_int_equal(h.count, 1);
	assert_string_equal(h.all[0].why, "first KeyError\n\nthird");
	assert_string_equal(h.all[0].exception, "KeyError");
	assert_int_equal(h.all[0].fix_count, 2);
	assert_string_equal(h.all[0].fixes[0].command, "python3.13 -V");
	assert_string_equal(h.all[0].fixes[1].text, "the other");
	one.failure = NULL;
	p.why = NULL;
	h = hint_make(b->a, b->c, b->f, &(struct matches){.all = &one, .count = 1}, 0);
	assert_string_equal(h.all[0].exception, "");
	assert_string_equal(h.all[0].why, "");
}

/* The whole page of a hint, in every style: all of it, nothing hostile. */
static void
page_has_everything(void **state)
{
	struct bench *b = *state;
	struct frame frames[] = {{.file = "/home/ada/a.py", .line = 3, .function = "<module>"},
				 {.file = "/usr/lib/python3.11/json/__init__.py", .line = 9, .function = "loads"}};
	static const struct condition when[] = {{.fact = "python.venv", .value = "true"}};
	static const char *docs[] = {"https://docs.python.org/3/", NULL};
	static const struct fix_template fixes[] = {
		{.kind = FIX_RUN, .value = "sudo ldconfig", .label = "the loader's cache", .reason = "because"},
		{.kind = FIX_EDIT,
		 .value = "",
		 .label = "",
		 .reason = "",
		 .file = "a.py",
		 .before = "x = 1",
		 .after = "x = 2"},
	};
	struct pattern p = pattern("page", "user", 0);
	p.when = when;
	p.when_count = 1;
	p.docs = docs;
	p.fixes = fixes;
	p.fix_count = 2;
	p.why = "short\n    a command that is kept as it is, however long the line may be on this narrow terminal\nend.";
	b->other.cause = &b->failure;
	b->other.link = LINK_CAUSE;
	b->failure.frames = frames;
	b->failure.frame_count = 2;
	b->failure.message = "\033[2Jhostile\nmessage";
	struct failure *all[] = {&b->other};
	const struct failures f = {.all = all, .count = 1, .root = &b->failure};
	struct match one = {.pattern = &p, .failure = &b->failure};
	struct hints h = hint_make(b->a, b->c, b->f, &(struct matches){.all = &one, .count = 1}, 0);
	assert_int_equal(h.count, 1);

	struct buf plain = buf_new(b->a);
	hint_page(&plain, &h.all[0], &f, b->f, &(struct style){.width = 50, .utf8 = true});
	static const char *const wanted[] = {
		"remedy: page\n",
		"  short\n",
		"      a command that is kept as it is, however long the line may be on this narrow terminal\n",
		"sudo ldconfig\n",
		"because",
		"administrator",
		"- x = 1\n",
		"+ x = 2\n",
		"OSError: y",
		"caused by KeyError: hostile me…",
		"  (…/ada/a.py:3)\n",
		"python.venv",
		"true",
		"https://docs.python.org/3/",
		"x.yaml:0"};
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (strstr(plain.text, wanted[i]) == NULL)
			fail_msg("%s is not in\n%s", wanted[i], plain.text);
	assert_null(strchr(plain.text, '\033'));
	assert_null(strstr(plain.text, " \n"));
	assert_true(strstr(plain.text, "OSError") < strstr(plain.text, "KeyError: hostile"));

	struct buf rich = buf_new(b->a);
	hint_page(&rich, &h.all[0], &f, b->f,
		  &(struct style){.width = 100, .utf8 = true, .color = true, .links = true});
	assert_non_null(strstr(rich.text, "\033]8;;file://"));
	assert_non_null(strstr(rich.text, "/home/ada/a.py:3"));
	assert_non_null(strstr(rich.text, "KeyError: hostile message"));
	assert_non_null(strstr(rich.text, "json/__init__.py:9"));
	assert_null(strstr(rich.text, "\033[2J"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keeps_the_catalogs_order, setup, teardown),
		cmocka_unit_test_setup_teardown(silent_without_its_facts_or_its_summary, setup, teardown),
		cmocka_unit_test_setup_teardown(says_nothing_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_what_can_be_said, setup, teardown),
		cmocka_unit_test_setup_teardown(page_has_everything, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "catalog_case.h"

#include "catalog/trace.h"

static const char yaml[] =
	"- { id: near, exception: ImportError, match: '^cannot import name (?<n>\\w+) from (?<m>\\w+)$', summary: s }\n"
	"- { id: far, exception: ImportError, match: '^DLL load failed', summary: s }\n"
	"- { id: fits, exception: ImportError, match: '^cannot', summary: s }\n"
	"- { id: status, exception: ImportError, status: 77, summary: s }\n"
	"- { id: frame, exception: ImportError, frame: { source: 'go\\(2' }, summary: s }\n"
	"- { id: other, exception: KeyError, summary: s }\n"
	"- { id: text, text: 'line 3, in play', summary: s }\n";

static struct trace *
trace_of(struct traces *t, const char *id)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->all[i].id, id) == 0)
			return &t->all[i];
	return NULL;
}

static void
it_shows_where_a_match_stopped(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = case_catalog(a, yaml);
	struct failures *f = case_failures(a, TRACEBACK("ImportError: cannot import name spam, from ham"), NULL, 1);
	struct traces t = catalog_trace(a, c, f, NULL);
	struct trace *near = trace_of(&t, "near");
	assert_non_null(near);
	assert_string_equal(near->clause, "match");
	assert_string_equal(near->subject, "cannot import name spam, from ham");
	assert_int_equal(near->reached, strlen("cannot import name spam"));
	assert_null(trace_of(&t, "fits")->clause);
	assert_string_equal(trace_of(&t, "status")->clause, "status");
	assert_string_equal(trace_of(&t, "frame")->clause, "frame.source");
	assert_string_equal(trace_of(&t, "frame")->subject, "go(1)");
	assert_int_equal(trace_of(&t, "frame")->reached, strlen("go("));
	assert_int_equal(trace_of(&t, "far")->reached, 0);
	assert_null(trace_of(&t, "other"));
	assert_true(near < trace_of(&t, "far"));

	struct buf out = buf_new(a);
	trace_print(&out, near);
	assert_string_equal(out.text, "      near: match does not fit\n"
				      "        ^cannot import name (?<n>\\w+) from (?<m>\\w+)$\n"
				      "        cannot import name spam, from ham\n"
				      "                               ^\n");
	struct traces one = catalog_trace(a, c, f, "text");
	assert_int_equal(one.count, 1);
	assert_string_equal(one.all[0].subject, "  File \"/home/ada/app/a.py\", line 3, in work");
	assert_int_equal(one.all[0].reached, strlen("  File \"/home/ada/app/a.py\", line 3, in "));
	assert_int_equal(catalog_trace(a, c, f, "never").count, 0);
	catalog_close(c);
	arena_free(a);
}

static void
long_and_hostile_subjects_are_cut_and_safe(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c =
		case_catalog(a, "- { id: x, exception: ImportError, match: '^(?:ä|b|\\x1b)*c', summary: s }\n");
	struct buf b = buf_new(a);
	for (int i = 0; i < 3000; i++)
		buf_add_string(&b, "ä");
	struct failure f = {.kind = FAILURE_EXCEPTION, .type = "ImportError", .name = "ImportError", .message = b.text};
	struct failure *all[] = {&f};
	struct run run = {.status = 1};
	struct failures fs = {.all = all, .count = 1, .root = &f, .text = "", .size = 0, .run = &run};
	struct traces t = catalog_trace(a, c, &fs, NULL);
	assert_int_equal(t.count, 1);
	struct buf out = buf_new(a);
	trace_print(&out, &t.all[0]);
	assert_true(out.size < 1000);
	assert_non_null(strstr(out.text, "…ä"));
	f.message = "b\x1b[31mb";
	t = catalog_trace(a, c, &fs, NULL);
	out = buf_new(a);
	trace_print(&out, &t.all[0]);
	assert_null(strchr(out.text, '\x1b'));
	catalog_close(c);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_shows_where_a_match_stopped),
		cmocka_unit_test(long_and_hostile_subjects_are_cut_and_safe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

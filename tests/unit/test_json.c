#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "hint/hint.h"

static json_t *
object_of(struct arena *a, const struct hints *h, const struct failures *f)
{
	struct buf out = buf_new(a);
	hint_json(&out, h, f);
	assert_true(out.size > 1 && out.text[out.size - 1] == '\n');
	assert_ptr_equal(strchr(out.text, '\n'), out.text + out.size - 1);
	json_t *object = json_loads(out.text, 0, NULL);
	assert_non_null(object);
	assert_int_equal(json_integer_value(json_object_get(object, "version")), 1);
	return object;
}

static const char *
text_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void
an_object_even_of_nothing(void **state)
{
	struct arena *a = arena_new();
	const struct hints none = {0};
	const struct failures nothing = {0};
	(void)state;
	json_t *object = object_of(a, &none, &nothing);
	assert_int_equal(json_array_size(json_object_get(object, "failures")), 0);
	assert_true(json_is_array(json_object_get(object, "failures")));
	assert_true(json_is_array(json_object_get(object, "hints")));
	json_decref(object);
	arena_free(a);
}

static void
has_the_keys_of_the_contract(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	struct frame frames[] = {{.file = "/home/ada/a.py", .line = 3, .function = "<module>", .source = "import x"},
				 {.file = "<string>", .line = 0}};
	const char *notes[] = {"a note", NULL};
	struct failure member = {.type = "KeyError", .name = "KeyError", .message = "'k'"};
	struct failure *members[] = {&member, NULL};
	struct failure cause = {.type = "ImportError", .name = "ImportError", .message = "no\ntwo \"lines\""};
	struct failure outer = {.type = "ExceptionGroup",
				.name = "ExceptionGroup",
				.message = "many",
				.frames = frames,
				.frame_count = 2,
				.notes = notes,
				.members = members,
				.cause = &cause};
	struct failure *all[] = {&outer};
	const struct failures f = {.all = all, .count = 1, .root = &cause};
	const char *docs[] = {"https://docs.python.org/3/", NULL};
	const struct pattern pattern = {.id = "some-id", .docs = docs};
	const struct match match = {.pattern = &pattern};
	struct fix fixes[] = {
		{.kind = "install", .label = "l", .reason = "r", .command = "c", .privileged = true},
		{.kind = "edit", .label = "", .reason = "", .file = "a.py", .line = 7, .before = "x", .after = "y"},
		{.kind = "open", .label = "", .reason = "", .file = "b.py"},
		{.kind = "say", .label = "", .reason = "", .text = "t"},
	};
	struct hint hint = {.id = "some-id",
			    .exception = "ImportError",
			    .summary = "s",
			    .why = "w",
			    .fixes = fixes,
			    .fix_count = 4,
			    .match = &match};
	const struct hints h = {.all = &hint, .count = 1};

	json_t *object = object_of(a, &h, &f);
	json_t *failure = json_array_get(json_object_get(object, "failures"), 0);
	assert_string_equal(text_at(failure, "type"), "ExceptionGroup");
	assert_string_equal(text_at(json_object_get(failure, "cause"), "message"), "no\ntwo \"lines\"");
	assert_true(json_is_true(json_object_get(json_object_get(failure, "cause"), "root")));
	assert_true(json_is_null(json_object_get(json_object_get(failure, "cause"), "cause")));
	assert_string_equal(text_at(json_array_get(json_object_get(failure, "members"), 0), "type"), "KeyError");
	assert_string_equal(json_string_value(json_array_get(json_object_get(failure, "notes"), 0)), "a note");
	json_t *frame = json_array_get(json_object_get(failure, "frames"), 0);
	assert_string_equal(text_at(frame, "file"), "/home/ada/a.py");
	assert_int_equal(json_integer_value(json_object_get(frame, "line")), 3);
	assert_true(json_is_null(json_object_get(json_array_get(json_object_get(failure, "frames"), 1), "line")));

	json_t *first = json_array_get(json_object_get(object, "hints"), 0);
	assert_string_equal(text_at(first, "id"), "some-id");
	assert_string_equal(text_at(first, "exception"), "ImportError");
	assert_string_equal(text_at(first, "summary"), "s");
	assert_string_equal(text_at(first, "why"), "w");
	json_t *list = json_object_get(first, "fixes");
	assert_int_equal(json_array_size(list), 4);
	assert_string_equal(text_at(json_array_get(list, 0), "command"), "c");
	assert_true(json_is_true(json_object_get(json_array_get(list, 0), "privileged")));
	assert_string_equal(text_at(json_array_get(list, 1), "before"), "x");
	assert_string_equal(text_at(json_array_get(list, 1), "after"), "y");
	assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 1), "line")), 7);
	assert_string_equal(text_at(json_array_get(list, 2), "file"), "b.py");
	assert_null(json_object_get(json_array_get(list, 2), "before"));
	assert_string_equal(text_at(json_array_get(list, 3), "text"), "t");
	json_decref(object);
	arena_free(a);
}

static void
survives_bytes_that_are_no_text(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	struct failure bad = {.type = "X\xff", .name = "X", .message = "\xf0\x28 \x80"};
	struct failure *all[] = {&bad};
	const struct failures f = {.all = all, .count = 1};
	json_t *object = object_of(a, &(struct hints){0}, &f);
	json_t *failure = json_array_get(json_object_get(object, "failures"), 0);
	assert_non_null(text_at(failure, "type"));
	assert_non_null(text_at(failure, "message"));
	json_decref(object);
	arena_free(a);
}

static void
deep_chains_end(void **state)
{
	enum { DEPTH = 5000 };
	struct arena *a = arena_new();
	(void)state;
	struct failure *chain = arena_array(a, DEPTH, sizeof(*chain));
	for (size_t i = 0; i < DEPTH; i++)
		chain[i] = (struct failure){
			.type = "E", .name = "E", .message = "", .cause = i + 1 < DEPTH ? &chain[i + 1] : NULL};
	struct failure *all[] = {&chain[0]};
	json_t *object = object_of(a, &(struct hints){0}, &(struct failures){.all = all, .count = 1});
	size_t depth = 0;
	for (json_t *f = json_array_get(json_object_get(object, "failures"), 0); json_is_object(f);
	     f = json_object_get(f, "cause"))
		depth++;
	assert_in_range(depth, 50, 200);
	json_decref(object);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_object_even_of_nothing),
		cmocka_unit_test(has_the_keys_of_the_contract),
		cmocka_unit_test(survives_bytes_that_are_no_text),
		cmocka_unit_test(deep_chains_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

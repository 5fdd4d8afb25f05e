/* The words of text patterns, found at any place of a text. */
#include "catalog/wording.h"
#include "catalog_case.h"

static const char yaml[] = "- id: unclosed\n  text: ^Unclosed client session$\n  summary: a\n"
			   "  examples: [{origin: real, stderr: Unclosed client session}]\n"
			   "- id: stale\n  text: '^(?:Pipfile is out of date|rationing begun) for \\w+'\n  summary: b\n"
			   "  examples: [{origin: real, stderr: rationing begun for shop}]\n"
			   "- id: short\n  text: ^gnu$\n  summary: d\n  examples: [{origin: real, stderr: gnu}]\n";

static void
finds_them_anywhere(void **state)
{
	static const char *const words[] = {"Unclosed client session", "Pipfile is out of date for shop",
					    "rationing begun for shop"};
	struct arena *a = arena_new();
	struct wording *w = wording_of(a, case_catalog(a, yaml));
	char text[90];
	size_t at;
	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);
		for (size_t place = 0; place + n <= sizeof(text); place++) {
			memset(text, 'e', sizeof(text));
			memcpy(text + place, words[i], n);
			if (!wording_in(w, text, sizeof(text), &at) || at != place)
				fail_msg("%s at %zu", words[i], place);
			/* Not beyond the end: without the last of all letters that have to stand there. */
			if (i == 0)
				assert_false(wording_in(w, text, place + n - 1, &at));
		}
	}
	arena_free(a);
}

/* What is cut off, and a literal that is too short to be told of. */
static void
leaves_the_rest_alone(void **state)
{
	struct arena *a = arena_new();
	struct wording *w = wording_of(a, case_catalog(a, yaml));
	struct wording *none = wording_of(a, catalog_empty(a));
	static const char text[] = "and the gnu sat on an Unclosed client sessio";
	size_t at;
	(void)state;
	assert_false(wording_in(w, text, strlen(text), &at));
	assert_false(wording_in(w, "", 0, &at));
	assert_false(wording_in(w, "Unclo", 5, &at));
	assert_false(wording_in(none, "Unclosed client session", 23, &at));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_them_anywhere),
		cmocka_unit_test(leaves_the_rest_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

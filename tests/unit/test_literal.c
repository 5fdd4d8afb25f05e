#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/literal.h"
#include "catalog/regex.h"

/* The literals of an expression joined by '|', "" for none. */
static const char *
literals(struct arena *a, const char *regex)
{
	struct literals l = literals_of(a, regex, NULL, NULL);
	struct buf b = buf_new(a);
	for (size_t i = 0; i < l.count; i++) {
		buf_add_string(&b, i == 0 ? "" : "|");
		buf_add(&b, l.all[i].bytes, l.all[i].size);
	}
	return b.text;
}

static void
literals_are_what_must_be_there(void **state)
{
	static const struct {
		const char *regex, *literals;
	} cases[] = {
		{"plain words", "plain words"},
		{"^No module named '(?<module>_cffi_backend)'$", "No module named '_cffi_backend'"},
		{"No module named '(?<module>[^']+)'", "No module named '"},
		{"abcd?efgh", "efgh"},
		{"abcdx*", "abcd"},
		{"abcd+", "abcd"},
		{"abcde{0,3}fgh", "abcd"},
		{"abcde{2}", "abcde"},
		{"abc{,2}defg", "defg"},
		{"(?:hello)?world", "world"},
		{"(?:hello)+world", "hello"},
		{"x(?:optional part)?", ""},
		{"one error|another fault", "one error|another fault"},
		{"(?:gcc|clang): error", ": error"},
		{"(?:longest word|other words): x", "longest word|other words"},
		{"(?:longest word|no): xyz", ": xyz"},
		{"\\bfatal\\b", "fatal"},
		{"a\\.b\\.c\\(d", "a.b.c(d"},
		{"lib\\w+\\.so", ""},
		{"libs\\d+shared", "shared"},
		{"[abc]defg", "defg"},
		{"abc[.]defg", "abc.defg"},
		{"[]abc]wxyz", "wxyz"},
		{"[^]abc]wxyz", "wxyz"},
		{"[[:alpha:]]wxyz", "wxyz"},
		{"(?i)hidden words", ""},
		{"(?x) hid den", ""},
		{"(?s)shown words", "shown words"},
		{"(?s:shown) words", "shown words"},
		{"(?-i)shown", "shown"},
		{"(?!never)always", "always"},
		{"(?=ahead)always", "always"},
		{"(?<!behind)always", "always"},
		{"(?#comment)always", "always"},
		{"always(?#comment)more", "always"},
		{"\\Qliteral\\E", ""},
		{"(*UCP)words here", ""},
		{"(?(1)yesyes|nono)always", "always"},
		{"(?&name)always(?<name>x)", "alwaysx"},
		{"(?P<name>words) here", "words here"},
		{"(?'name'words) here", "words here"},
		{"\\x{263a}word", "word"},
		{"\\x41word", "word"},
		{"\\p{L}word", "word"},
		{"\\k<n>word", "word"},
		{"straße?n", "straß"},
		{"ab", ""},
		{"", ""},
		{"(", ""},
		{"a|", ""},
		{"(?:)|abcd", ""},
		{"word{", "word{"},
	};
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(literals(a, cases[i].regex), cases[i].literals);
	arena_free(a);
}

static void
deep_nesting_claims_nothing(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf b = buf_new(a);
	for (int i = 0; i < 5000; i++)
		buf_add_string(&b, "(?:a|");
	assert_string_equal(literals(a, b.text), "");
	arena_free(a);
}

static void
weight_counts_what_must_stand(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_int_equal(literal_weight(a, "abc\\d+de"), 5);
	assert_int_equal(literal_weight(a, "abc(?:x|yz)de"), 6);
	assert_int_equal(literal_weight(a, "abc(?:xyz)?"), 3);
	assert_int_equal(literal_weight(a, ".*"), 0);
	arena_free(a);
}

/* Whatever is claimed must be in every text that the expression fits. Expressions
 * and texts are made of the same few pieces, so that many of them fit. */
static void
no_claim_is_wrong(void **state)
{
	static const char *const pieces[] = {"ab",        "cdef", "a?",    "b*",   "(?:cd|ef)", "(ab)+",
					     "(?:abcd)?", ".",    "[abc]", "e{2}", "f{0,1}",    "|",
					     "(?:",       ")",    "\\w",   "abcd", "x{1,}",     "(?!zz)"};
	static const char *const words[] = {"ab", "cd", "ef", "abcd", "cdef", "a", "b", "ee", "x", "f"};
	(void)state;
	uint32_t seed = 12345;
	struct arena *a = arena_new();
	struct regex_matcher m;
	assert_true(regex_matcher_init(&m));
	unsigned fitted = 0;
	for (int round = 0; round < 20000; round++) {
		struct buf regex = buf_new(a);
		struct regex_error error;
		for (int i = 0; i < 6; i++) {
			seed = seed * 1664525U + 1013904223U;
			buf_add_string(&regex, pieces[(seed >> 16) % (sizeof(pieces) / sizeof(*pieces))]);
		}
		pcre2_code *code = regex_compile(regex.text, CLAUSE_MATCH, &error);
		if (code == NULL)
			continue;
		struct literals l = literals_of(a, regex.text, NULL, NULL);
		for (int k = 0; k < 4 && l.count > 0; k++) {
			struct buf text = buf_new(a);
			for (int i = 0; i < 5; i++) {
				seed = seed * 1664525U + 1013904223U;
				buf_add_string(&text, words[(seed >> 16) % (sizeof(words) / sizeof(*words))]);
			}
			if (regex_search(&m, code, text.text, 0, text.size, true) != REGEX_YES)
				continue;
			fitted++;
			bool there = false;
			for (size_t i = 0; i < l.count; i++)
				there |= memmem(text.text, text.size, l.all[i].bytes, l.all[i].size) != NULL;
			if (!there)
				fail_msg("%s fits %s, without its literal %.*s", regex.text, text.text,
					 (int)l.all[0].size, l.all[0].bytes);
		}
		pcre2_code_free(code);
	}
	assert_true(fitted > 500);
	regex_matcher_free(&m);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_are_what_must_be_there),
		cmocka_unit_test(deep_nesting_claims_nothing),
		cmocka_unit_test(weight_counts_what_must_stand),
		cmocka_unit_test(no_claim_is_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "catalog/regex.h"
#include "commands/proposal.h"

enum { PAIRS = 200 };

struct corpus {
	const char *original[PAIRS], *sibling[PAIRS];
	size_t count;
};

static struct corpus
corpus_read(struct arena *a)
{
	struct corpus c = {.count = 0};
	char *text = path_read(a, "tests/unit/proposal/messages.txt", 1 << 20, false, NULL);
	assert_non_null(text);
	const char *held = NULL;
	for (char *line = text; *line != '\0';) {
		size_t n = strcspn(line, "\n");
		char *next = line + n + (line[n] == '\n');
		line[n] = '\0';
		if (n > 0 && *line != '#') {
			if (held != NULL) {
				assert_true(c.count < PAIRS);
				c.original[c.count] = held;
				c.sibling[c.count++] = line;
			}
			held = held == NULL ? line : NULL;
		}
		line = next;
	}
	assert_null(held);
	return c;
}

static bool
matches(const char *regex, const char *message)
{
	struct regex_error error;
	struct regex_matcher m;
	pcre2_code *code = regex_compile(regex, CLAUSE_MATCH, &error);
	if (code == NULL)
		fail_msg("%s: %s", regex, error.message);
	assert_true(regex_matcher_init(&m));
	bool yes = pcre2_match(code, (PCRE2_SPTR)message, strlen(message), 0, 0, m.data, m.context) > 0;
	regex_matcher_free(&m);
	pcre2_code_free(code);
	return yes;
}

/* Each expression fits its message and the sibling, and no other message. */
static void
fits_siblings_only(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct corpus c = corpus_read(a);
	unsigned wrong = 0;
	assert_true(c.count >= 60);
	for (size_t i = 0; i < c.count; i++) {
		const struct proposal p = proposal_of(a, c.original[i]);
		if (!matches(p.regex, c.original[i]) || !matches(p.regex, c.sibling[i])) {
			print_error("%s\n  does not match %s\n", p.regex, c.sibling[i]);
			wrong++;
		}
		for (size_t k = 0; k < c.count; k++)
			if (k != i && (matches(p.regex, c.original[k]) || matches(p.regex, c.sibling[k]))) {
				print_error("%s\n  matches %s\n", p.regex, c.original[k]);
				wrong++;
			}
	}
	assert_int_equal(wrong, 0);
	arena_free(a);
}

static void
names_what_varies(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const struct {
		const char *message, *regex;
	} cases[] = {
		{"No module named 'shop.cart'", "^No module named '(?<module>[^'\\n]*)'$"},
		{"", "^$"},
		{"two\nlines", "^two\\n"},
		{"'a' is not 'b'", "^'(?<name>[^'\\n]*)' is not '(?<name2>[^'\\n]*)'$"},
		{"it isn't 5 o'clock", "^it isn't (?<number>-?\\d[\\d.,]*) o'clock$"},
		{"cost (in $) is 3.5? [no] {x} a*b|c", NULL},
		{"open /home/ada/a b.txt", NULL},
		{"\033[31mred\a", "^.\\[31mred.$"},
		{"a\xe2\x80\xae"
		 "b \xc3\xa4\xe4\xb8\xad",
		 "^a.b \xc3\xa4\xe4\xb8\xad$"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct proposal p = proposal_of(a, cases[i].message);
		if (cases[i].regex != NULL)
			assert_string_equal(p.regex, cases[i].regex);
		assert_true(matches(p.regex, cases[i].message));
	}
	arena_free(a);
}

/* Long, and with more of everything than there is room for. */
static void
holds_hostile_messages(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char *const bits[] = {"'a' ",   "/x/y ", "12 ", "0x1f ", "f() ", "(1,2) ",
					   "['x'] ", "'",     "[",   "(",     "<a ",  "\xff\xfe"};
	for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
		char message[20000] = "";
		for (size_t n = strlen(bits[i]), at = 0; at + n < sizeof(message); at += n)
			memcpy(message + at, bits[i], n + 1);
		const struct proposal p = proposal_of(a, message);
		assert_true(p.count <= PROPOSAL_GROUPS);
		assert_true(strlen(p.regex) < 16384);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fits_siblings_only),
		cmocka_unit_test(names_what_varies),
		cmocka_unit_test(holds_hostile_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

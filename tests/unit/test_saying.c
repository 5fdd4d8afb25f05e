/* Every row of the table of tools' words has a line that it is the first to fit
 * (tests/unit/failure/sayings.tsv), and each line says where it is from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/path.h"
#include "failure/saying.h"

static const char file[] = "tests/unit/failure/sayings.tsv";

static bool
is_origin(const char *s, size_t n)
{
	return (n == 4 && memcmp(s, "real", 4) == 0) || (n > 8 && memcmp(s, "https://", 8) == 0) ||
	       (n > 9 && memcmp(s, "patterns/", 9) == 0) || (n > 4 && memcmp(s + n - 4, ".txt", 4) == 0);
}

static void
test_every_row_has_a_line(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	size_t count;
	const struct saying *all = saying_all(&count);
	bool *said = arena_array(a, count, sizeof(*said));
	char *text = path_read(a, file, 1 << 20, false, NULL), *next;
	int wrong = 0;
	assert_non_null(text);
	text = strstr(text, "\n\n");
	assert_non_null(text);
	for (char *s = text + 2; *s != '\0'; s = next) {
		next = s + strcspn(s, "\n");
		if (*next != '\0')
			*next++ = '\0';
		char *origin = strchr(s, '\t'), *words = origin != NULL ? strchr(origin + 1, '\t') : NULL;
		assert_non_null(words);
		assert_true(is_origin(origin + 1, (size_t)(words - origin) - 1));
		*origin = '\0';
		struct line l = {.s = words + 1, .n = strlen(words + 1)};
		while (l.n > 0 && l.s[l.n - 1] == ' ')
			l.n--;
		const char *at;
		const struct saying *row = saying_next(NULL, &l, failure_possible(l.s, l.n), &at);
		if (row == NULL || strcmp(row->name, s) != 0) {
			fprintf(stderr, "%s says \"%s\", but the table says that it is %s\n", s, words + 1,
				row != NULL ? row->name : "nobody");
			wrong++;
			continue;
		}
		said[row - all] = true;
	}
	for (size_t i = 0; i < count; i++) {
		if (!said[i]) {
			fprintf(stderr, "no line in %s for %s's \"%s\"\n", file, all[i].name, all[i].words);
			wrong++;
		}
	}
	arena_free(a);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_row_has_a_line)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

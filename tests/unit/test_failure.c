/* The cases in tests/unit/failure/ (one file a theme): a text, and what is to be
 * read from it. A case is
 *
 *   %% its name            ("(documented)" in it: it was not printed here, and
 *   where: https://…        says what it was typed from; all else is real)
 *   status: 139            (and command:, if they matter)
 *   %% text                (or: %% text escaped, where \e, \r, \xNN, \n … stand for bytes)
 *   …
 *   %% expect
 *   root.type: KeyError    (failure/expectation.h says what can be asked)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "base/path.h"
#include "failure/expectation.h"

static const char folder[] = "tests/unit/failure";

struct example {
	const char *name;
	const char *text;
	size_t size;
	const char *wanted;
	int status;
	const char *command;
};

static void
test_example(void **state)
{
	const struct example *e = *state;
	struct arena *a = arena_new();
	struct run r = {.text = e->text, .size = e->size, .status = e->status, .command = e->command};
	struct failures *f = failure_parse(a, &r);
	int wrong = expectation_check(a, f, e->name, e->wanted);
	arena_free(a);
	assert_int_equal(wrong, 0);
}

/* The next line that begins with "%% ", or the end. */
static const char *
next_mark(const char *s)
{
	for (; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n') {
		if (strncmp(s, "%% ", 3) == 0)
			return s;
	}
	return s;
}

static const char *
after_line(const char *s)
{
	s += strcspn(s, "\n");
	return *s == '\n' ? s + 1 : s;
}

struct examples {
	struct CMUnitTest *all;
	size_t count;
};

static void
examples_add(struct arena *a, struct examples *list, struct example one)
{
	enum { MOST = 4096 };
	if (list->all == NULL)
		list->all = arena_array(a, MOST, sizeof(*list->all));
	assert_true(list->count < MOST);
	struct example *kept = arena_alloc(a, sizeof(*kept));
	*kept = one;
	list->all[list->count++] =
		(struct CMUnitTest){.name = one.name, .test_func = test_example, .initial_state = kept};
}

static void
examples_read(struct arena *a, struct examples *list, const char *file)
{
	char *content = path_read(a, path_join(a, folder, file), 16 << 20, false, NULL);
	assert_non_null(content);
	for (const char *mark = next_mark(content); *mark != '\0';) {
		struct example e = {.status = -1};
		e.name = arena_printf(a, "%s: %.*s", file, (int)strcspn(mark + 3, "\n"), mark + 3);
		const char *text = next_mark(after_line(mark));
		bool typed = strstr(e.name, "(documented)") != NULL, from_where = false;
		for (const char *line = after_line(mark); line < text; line = after_line(line)) {
			if (strncmp(line, "status: ", 8) == 0)
				e.status = atoi(line + 8);
			else if (strncmp(line, "where: https://", 15) == 0)
				from_where = true;
			else if (strncmp(line, "command: ", 9) == 0)
				e.command = arena_strndup(a, line + 9, strcspn(line + 9, "\n"));
		}
		if (typed != from_where) {
			fprintf(stderr, "%s: what was not printed here is marked (documented) and says where:\n",
				e.name);
			abort();
		}
		const char *expect = next_mark(after_line(text));
		const char *end = next_mark(after_line(expect));
		if (strncmp(text, "%% text", 7) != 0 || strncmp(expect, "%% expect", 9) != 0) {
			fprintf(stderr, "%s: no text or no expect\n", e.name);
			abort();
		}
		const char *from = after_line(text);
		e.size = (size_t)(expect - from);
		if (strncmp(text, "%% text escaped", 15) == 0) {
			/* Lines of the file are not lines of the text here. */
			struct buf joined = buf_new(a);
			for (size_t i = 0; i < e.size; i++) {
				if (from[i] != '\n')
					buf_add_char(&joined, from[i]);
			}
			e.text = expectation_unescape(a, joined.text, joined.size, &e.size);
		} else {
			e.text = arena_strndup(a, from, e.size);
		}
		e.wanted = arena_strndup(a, after_line(expect), (size_t)(end - after_line(expect)));
		examples_add(a, list, e);
		mark = end;
	}
}

int
main(void)
{
	struct arena *a = arena_new();
	struct examples list = {0};
	DIR *d = opendir(folder);
	if (d == NULL) {
		perror(folder);
		return 1;
	}
	for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
		size_t n = strlen(entry->d_name);
		if (n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0)
			examples_read(a, &list, entry->d_name);
	}
	closedir(d);
	int failed = _cmocka_run_group_tests("failure", list.all, list.count, NULL, NULL);
	arena_free(a);
	return failed;
}

/* The round trip: chains and groups made up at random, printed as CPython prints
 * them, must be read back as they were made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/buf.h"
#include "failure/failure.h"

/* A generator of its own, so that every run makes the same chains. */
static uint32_t
dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % sides;
}

static struct failure *
made_up(struct arena *a, uint32_t *seed, int depth)
{
	static const char *const types[] = {"ValueError", "json.decoder.JSONDecodeError", "RuntimeError",
					    "a.b.CustomError"};
	static const char *const messages[] = {"",
					       "one line",
					       "two\nlines",
					       "a: b: c",
					       "with 'quotes' and \"more\"",
					       "indented\n    below\n  again",
					       "umlauts \u00e4\u00f6\u00fc \u4e2d\u6587"};
	struct failure *f = arena_alloc(a, sizeof(*f));
	f->type = types[dice(seed, 4)];
	f->message = messages[dice(seed, 7)];
	f->frame_count = 1 + dice(seed, 4);
	f->frames = arena_array(a, f->frame_count, sizeof(*f->frames));
	for (size_t i = 0; i < f->frame_count; i++) {
		f->frames[i] = (struct frame){.file = arena_printf(a, "/home/ada/f%u.py", dice(seed, 9)),
					      .line = 1 + (int)dice(seed, 999),
					      .function = dice(seed, 2) ? "<module>" : "Class.method",
					      .source = dice(seed, 3) ? "call(x, y)" : NULL};
		if (f->frames[i].source != NULL && dice(seed, 2)) {
			f->frames[i].caret_from = 1 + (int)dice(seed, 4);
			f->frames[i].caret_to = f->frames[i].caret_from + (int)dice(seed, 4);
		}
	}
	if (depth > 0 && dice(seed, 3) == 0) {
		size_t n = 1 + dice(seed, 3);
		f->type = "ExceptionGroup";
		f->message = arena_printf(a, "group (%zu sub-exceptions)", n);
		f->members = arena_array(a, n + 1, sizeof(*f->members));
		for (size_t i = 0; i < n; i++)
			f->members[i] = made_up(a, seed, depth - 1);
	}
	if (depth > 0 && dice(seed, 2) == 0) {
		f->cause = made_up(a, seed, depth - 1);
		f->link = dice(seed, 2) ? LINK_CAUSE : LINK_CONTEXT;
	}
	return f;
}

static void
add_lines(struct buf *out, const char *margin, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		buf_printf(out, "%s%.*s\n", margin, (int)n, text);
		text += n + (text[n] == '\n');
	}
}

/* As traceback.py prints it. `margin` is "" outside of groups, else it ends in "| ". */
static void
print(struct arena *a, struct buf *out, const struct failure *f, const char *margin)
{
	if (f->cause != NULL) {
		print(a, out, f->cause, margin);
		buf_printf(out, "%s\n%s%s\n%s\n", margin, margin,
			   f->link == LINK_CAUSE
				   ? "The above exception was the direct cause of the following exception:"
				   : "During handling of the above exception, another exception occurred:",
			   margin);
	}
	const char *own = margin;
	if (f->members != NULL && margin[0] == '\0') {
		buf_add_string(out, "  + Exception Group Traceback (most recent call last):\n");
		own = "  | ";
	} else {
		buf_printf(out, "%s%sTraceback (most recent call last):\n", margin,
			   f->members != NULL ? "Exception Group " : "");
	}
	for (size_t i = 0; i < f->frame_count; i++) {
		const struct frame *frame = &f->frames[i];
		buf_printf(out, "%s  File \"%s\", line %d, in %s\n", own, frame->file, frame->line, frame->function);
		if (frame->source != NULL)
			buf_printf(out, "%s    %s\n", own, frame->source);
		if (frame->caret_from > 0) {
			buf_printf(out, "%s    %*s", own, frame->caret_from - 1, "");
			for (int k = frame->caret_from; k <= frame->caret_to; k++)
				buf_add_char(out, '^');
			buf_add_char(out, '\n');
		}
	}
	add_lines(out, own, f->message[0] != '\0' ? arena_printf(a, "%s: %s", f->type, f->message) : f->type);
	if (f->members == NULL)
		return;
	/* The rules stand two columns left of the bar of the group's own margin. */
	char *indent = arena_strndup(a, own, strlen(own) - 2);
	for (size_t i = 0; f->members[i] != NULL; i++) {
		buf_printf(out, "%s%s---------------- %zu ----------------\n", indent, i == 0 ? "+-+" : "  +", i + 1);
		print(a, out, f->members[i], arena_printf(a, "%s  | ", indent));
	}
	buf_printf(out, "%s  +------------------------------------\n", indent);
}

static void
assert_same(const struct failure *made, const struct failure *read)
{
	assert_non_null(read);
	assert_string_equal(read->type, made->type);
	assert_string_equal(read->message, made->message);
	assert_int_equal(read->frame_count, made->frame_count);
	for (size_t i = 0; i < made->frame_count; i++) {
		const struct frame *x = &made->frames[i], *y = &read->frames[i];
		assert_string_equal(y->file, x->file);
		assert_string_equal(y->function, x->function);
		assert_int_equal(y->line, x->line);
		assert_int_equal(y->source == NULL, x->source == NULL);
		assert_int_equal(y->caret_from, x->caret_from);
		assert_int_equal(y->caret_to, x->caret_to);
	}
	assert_int_equal(made->members == NULL, read->members == NULL);
	for (size_t i = 0; made->members != NULL && made->members[i] != NULL; i++)
		assert_same(made->members[i], read->members[i]);
	assert_int_equal(made->cause == NULL, read->cause == NULL);
	if (made->cause != NULL) {
		assert_int_equal(read->link, made->link);
		assert_same(made->cause, read->cause);
	}
}

static void
test_round_trip(void **state)
{
	(void)state;
	for (uint32_t round = 1; round <= 2000; round++) {
		struct arena *a = arena_new();
		uint32_t seed = round;
		struct failure *made = made_up(a, &seed, 4);
		struct buf text = buf_new(a);
		print(a, &text, made, "");
		struct run r = {.text = text.text, .size = text.size, .status = 1};
		struct failures *f = failure_parse(a, &r);
		if (f->count != 1)
			fail_msg("round %u: %zu failures in\n%s", round, f->count, text.text);
		assert_same(made, f->all[0]);
		arena_free(a);
	}
}

/* A chain as deep as one likes takes no stack and little time. */
static void
test_deep_chain(void **state)
{
	(void)state;
	enum { DEPTH = 20000 };
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	for (int i = 0; i < DEPTH; i++)
		buf_printf(
			&text, "%sTraceback (most recent call last):\n  File \"a.py\", line 1, in f\nValueError: %d\n",
			i == 0 ? "" : "\nDuring handling of the above exception, another exception occurred:\n\n", i);
	struct run r = {.text = text.text, .size = text.size, .status = 1};
	struct failures *f = failure_parse(a, &r);
	assert_int_equal(f->count, 1);
	int depth = 0;
	for (const struct failure *c = f->all[0]; c != NULL; c = c->cause)
		depth++;
	assert_int_equal(depth, DEPTH);
	arena_free(a);
}

/* Groups in groups without end are read to a limit and no further. */
static void
test_deep_group(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf text = buf_new(a);
	for (int i = 0; i < 300; i++) {
		int indent = i * 2;
		if (i == 0)
			buf_printf(&text, "  + Exception Group Traceback (most recent call last):\n");
		buf_printf(&text, "%*s  | ExceptionGroup: g (1 sub-exception)\n", indent, "");
		buf_printf(&text, "%*s  +-+---------------- 1 ----------------\n", indent, "");
	}
	struct run r = {.text = text.text, .size = text.size, .status = 1};
	struct failures *f = failure_parse(a, &r);
	assert_true(f->count >= 1);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_deep_chain),
		cmocka_unit_test(test_deep_group),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Chains and groups made up at random, printed as CPython prints them, read back:
 * what was put in comes out, bare and behind what other programs put in front of
 * every line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "failure/failure.h"

enum { ROUNDS = 1500, MEMBERS = 4, FRAMES = 4, NOTES = 3 };

struct made {
	const char *type, *message;
	const char *notes[NOTES + 1];
	struct frame frames[FRAMES];
	size_t frame_count;
	struct made *cause;
	enum failure_link link;
	struct made *members[MEMBERS + 1];
};

static uint32_t
dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % sides;
}

#define PICK(list) (list)[dice(seed, sizeof(list) / sizeof((list)[0]))]

static const char *const types[] = {"ValueError",
				    "RuntimeError",
				    "OSError",
				    "ImportError",
				    "shop.errors.StockError",
				    "json.decoder.JSONDecodeError",
				    "app.models.Item.DoesNotExist",
				    "TypeError"};
static const char *const messages[] = {"it went wrong",
				       "",
				       "'port'",
				       "[Errno 2] No such file or directory: 'a b.toml'",
				       "first line\nsecond line",
				       "first\n  indented: more\nlast",
				       "ends with a colon:",
				       "name: value: more",
				       "caf\u00e9 \u6f22\u5b57",
				       "one\n\nthree",
				       "a (b) [c] {d} | e",
				       "100% of 3/4"};
static const char *const notes[] = {"a note", "a note: with a colon", "see https://example.org/x"};
static const char *const files[] = {"/home/ada/shop/a.py", "b.py", "/home/ada/with space/c.py", "<string>",
				    "/usr/lib/python3.11/json/__init__.py"};
static const char *const functions[] = {"<module>", "f", "Shop.sell", "main.<locals>.g", "<lambda>"};
static const char *const sources[] = {NULL, "f(x)", "return {}[\"port\"]", "raise ValueError(\"a: b\") from e",
				      "x = y if z else w"};

/* What is outermost or has a cause was raised: it has a frame. */
static void
anchor(struct made *m)
{
	if (m->frame_count == 0)
		m->frames[m->frame_count++] = (struct frame){.file = "b.py", .line = 3, .function = "f"};
}

static struct made *
make(struct arena *a, uint32_t *seed, unsigned chain, unsigned nesting)
{
	struct made *m = arena_alloc(a, sizeof(*m));
	m->frame_count = dice(seed, FRAMES + 1);
	for (size_t i = 0; i < m->frame_count; i++)
		m->frames[i] = (struct frame){.file = PICK(files),
					      .line = 1 + (int)dice(seed, 999),
					      .function = PICK(functions),
					      .source = PICK(sources)};
	m->message = PICK(messages);
	m->type = PICK(types);
	for (size_t i = dice(seed, 4) == 0 ? dice(seed, NOTES + 1) : 0; i > 0; i--)
		m->notes[i - 1] = notes[i - 1];
	if (nesting > 0 && dice(seed, 3) == 0) {
		size_t count = 1 + dice(seed, MEMBERS);
		for (size_t i = 0; i < count; i++)
			m->members[i] = make(a, seed, dice(seed, 2), nesting - 1);
		m->type = "ExceptionGroup";
		m->message = arena_printf(a, "several (%zu sub-exception%s)", count, count > 1 ? "s" : "");
		anchor(m);
	}
	if (chain > 0) {
		m->cause = make(a, seed, chain - 1, nesting > 0 ? nesting - 1 : 0);
		m->link = dice(seed, 2) == 0 ? LINK_CAUSE : LINK_CONTEXT;
		anchor(m);
		anchor(m->cause);
	}
	return m;
}

/* Each line of `text` behind the margin. */
static void
print_lines(struct buf *b, const char *margin, const char *text)
{
	for (const char *s = text;; s++) {
		size_t n = strcspn(s, "\n");
		buf_add_string(b, margin);
		buf_add(b, s, n);
		buf_add_char(b, '\n');
		s += n;
		if (*s == '\0')
			return;
	}
}

static void
print(struct buf *b, const struct made *m, const char *margin, bool top)
{
	struct arena *a = b->arena;
	bool group = m->members[0] != NULL;
	const char *own = group && top ? "  | " : margin;
	if (m->cause != NULL) {
		print(b, m->cause, margin, top);
		print_lines(b, margin,
			    m->link == LINK_CAUSE
				    ? "\nThe above exception was the direct cause of the following exception:\n"
				    : "\nDuring handling of the above exception, another exception occurred:\n");
	}
	if (m->frame_count > 0) {
		buf_add_string(b, group && top ? "  + " : margin);
		buf_add_string(b, group ? "Exception Group Traceback (most recent call last):\n"
					: "Traceback (most recent call last):\n");
	}
	for (size_t i = 0; i < m->frame_count; i++) {
		const struct frame *f = &m->frames[i];
		buf_add_string(
			b, arena_printf(a, "%s  File \"%s\", line %d, in %s\n", own, f->file, f->line, f->function));
		if (f->source != NULL)
			buf_add_string(b, arena_printf(a, "%s    %s\n", own, f->source));
	}
	print_lines(b, own, *m->message != '\0' ? arena_printf(a, "%s: %s", m->type, m->message) : m->type);
	for (size_t i = 0; m->notes[i] != NULL; i++)
		print_lines(b, own, m->notes[i]);
	if (!group)
		return;
	const char *base = arena_strndup(a, own, strlen(own) - 2);
	const char *inner = arena_printf(a, "%s  | ", base);
	for (size_t i = 0; m->members[i] != NULL; i++) {
		buf_add_string(b, arena_printf(a, "%s%s---------------- %zu ----------------\n", base,
					       i == 0 ? "+-+" : "  +", i + 1));
		print(b, m->members[i], inner, false);
	}
	/* A group that ends a member ends with its own rule only. */
	size_t last = 0;
	while (m->members[last + 1] != NULL)
		last++;
	if (m->members[last]->members[0] == NULL)
		buf_add_string(b, arena_printf(a, "%s  +------------------------------------\n", base));
}

/* The message and the notes as one text: only some types tell them apart. */
static const char *
words(struct arena *a, const char *message, const char *const *list)
{
	struct buf b = buf_new(a);
	buf_add_string(&b, message);
	for (; list != NULL && *list != NULL; list++) {
		buf_add_char(&b, '\n');
		buf_add_string(&b, *list);
	}
	return b.text;
}

static bool
same(const char *x, const char *y)
{
	return x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
}

static const char *
differs(struct arena *a, const struct made *m, const struct failure *f)
{
	if (f == NULL)
		return arena_printf(a, "%s is lost", m->type);
	if (strcmp(m->type, f->type) != 0)
		return arena_printf(a, "type %s is read as %s", m->type, f->type);
	const char *want = words(a, m->message, m->notes), *got = words(a, f->message, f->notes);
	if (strcmp(want, got) != 0)
		return arena_printf(a, "%s: message \"%s\" is read as \"%s\"", m->type, want, got);
	if (f->frame_count != m->frame_count)
		return arena_printf(a, "%s: %zu frames are read as %zu", m->type, m->frame_count, f->frame_count);
	for (size_t i = 0; i < m->frame_count; i++) {
		const struct frame *x = &m->frames[i], *y = &f->frames[i];
		if (!same(x->file, y->file) || x->line != y->line || !same(x->function, y->function) ||
		    !same(x->source, y->source))
			return arena_printf(a, "%s: frame %zu is another", m->type, i);
	}
	size_t i = 0;
	for (; m->members[i] != NULL; i++) {
		if (f->members == NULL || f->members[i] == NULL)
			return arena_printf(a, "%s: member %zu is lost", m->type, i);
		const char *inside = differs(a, m->members[i], f->members[i]);
		if (inside != NULL)
			return inside;
	}
	if (f->members != NULL && f->members[i] != NULL)
		return arena_printf(a, "%s: there is a member more", m->type);
	if (m->cause == NULL)
		return f->cause == NULL ? NULL : arena_printf(a, "%s: there is a cause, %s", m->type, f->cause->type);
	if (f->link != m->link)
		return arena_printf(a, "%s: the link is another", m->type);
	return differs(a, m->cause, f->cause);
}

static const char *
read_back(struct arena *a, const struct made *m, const char *text, size_t size)
{
	struct run r = {.text = text, .size = size, .status = 1};
	const struct failures *f = failure_parse(a, &r);
	if (f->count != 1)
		return arena_printf(a, "it is read as %zu failures", f->count);
	return differs(a, m, f->all[0]);
}

static void
test_chains(void **state)
{
	(void)state;
	uint32_t first = 20;
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *a = arena_new();
		uint32_t at = first, *seed = &first;
		struct made *m = make(a, seed, round % 30, round % 4);
		anchor(m);
		struct buf b = buf_new(a);
		print(&b, m, "", true);
		const char *wrong = read_back(a, m, b.text, b.size);
		if (wrong != NULL)
			fail_msg("seed %u: %s\n%s", at, wrong, b.text);
		arena_free(a);
	}
}

static const char *const prefixes[] = {
	"app-1  | ",
	"[rank0]: ",
	"(f pid=4711) ",
	"[1,0]<stderr>:",
	"[pod/app-7d9f/main] ",
	"2026-01-02T03:04:05.%06dZ ",
	"2026-01-02T03:04:05.%09dZ stderr F ",
	"2026-01-02T03:04:05.%06d+00:00 app[web.1]: ",
	"2026-01-02T03:04:05.%06dZ app/web/abcd1234 ",
	"Jan  2 03:04:05 myhost shop[4711]: ",
	"#12 %d.456 ",
	"stderr: ",
	"2026-01-02 03:04:05,%03d ERROR shop: ",
	"[2026-01-02, 03:04:05 UTC] {taskinstance.py:1150} ERROR - ",
	"build (3.11)\tRun tests\t2026-01-02T03:04:05.%06dZ ",
	"> ",
	"1|my-api  | ",
	"\033[36mweb_1  |\033[0m ",
};

static void
test_dressed_chains(void **state)
{
	(void)state;
	uint32_t first = 1;
	size_t count = sizeof(prefixes) / sizeof(prefixes[0]);
	for (size_t round = 0; round < count * 40; round++) {
		struct arena *a = arena_new();
		uint32_t at = first, *seed = &first;
		/* What is learned is learned from a traceback's header. */
		struct made *m = make(a, seed, 1 + (unsigned)round % 3, (unsigned)round % 3);
		anchor(m);
		struct buf b = buf_new(a), dressed = buf_new(a);
		print(&b, m, "", true);
		int number = 100;
		for (const char *s = b.text; *s != '\0'; number++) {
			size_t n = strcspn(s, "\n");
			buf_add_string(&dressed, arena_printf(a, prefixes[round % count], number));
			buf_add(&dressed, s, n);
			buf_add_string(&dressed, round % 5 == 0 ? "\r\n" : "\n");
			s += n + (s[n] == '\n');
		}
		const char *wrong = read_back(a, m, dressed.text, dressed.size);
		if (wrong != NULL)
			fail_msg("prefix \"%s\", seed %u: %s\n%s", prefixes[round % count], at, wrong, dressed.text);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_chains), cmocka_unit_test(test_dressed_chains)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tracebacks of several processes that wrote at the same time: told apart by what
 * stands before their lines, or by who calls whom; never a frame of another's. */
#include "failure/failure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

enum { WRITERS = 3, DEPTH = 5, LINES = 3 * DEPTH + 3, ROUNDS = 60 };

static uint32_t
any(uint32_t *seed, uint32_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed % n;
}

/* One writer's traceback. */
struct told {
	const char *lines[LINES];
	size_t count, depth;
	const char *type, *message;
	const char *files[DEPTH];
	int at[DEPTH];
};

/* `linked`: each source line calls the next frame's function, and the last raises. */
static struct told
tell(struct arena *a, uint32_t *seed, unsigned writer, bool linked)
{
	static const char *const types[] = {"ValueError", "KeyError", "json.decoder.JSONDecodeError", "OSError"};
	struct told t = {.depth = 1 + any(seed, DEPTH), .type = types[any(seed, 4)]};
	t.message = arena_printf(a, "%u went wrong", writer);
	t.lines[t.count++] = "Traceback (most recent call last):";
	for (size_t i = 0; i < t.depth; i++) {
		t.files[i] = arena_printf(a, "/srv/%u/m%u.py", writer, any(seed, 4));
		t.at[i] = 1 + (int)any(seed, 400);
		const char *function = i == 0 ? "<module>" : linked ? arena_printf(a, "f%zu_%u", i, writer) : "run";
		t.lines[t.count++] = arena_printf(a, "  File \"%s\", line %d, in %s", t.files[i], t.at[i], function);
		const char *source = linked && i + 1 < t.depth ? arena_printf(a, "f%zu_%u(x)", i + 1, writer)
				     : linked                  ? arena_printf(a, "raise %s(x)", t.type)
							       : "x = y";
		t.lines[t.count++] = arena_printf(a, "    %s", source);
		if (any(seed, 3) == 0)
			t.lines[t.count++] = "    ^^^^";
	}
	t.lines[t.count++] = arena_printf(a, "%s: %s", t.type, t.message);
	return t;
}

/* The lines of all in any order between them; with `blocks` a frame's lines stay together. */
static struct buf
mix(struct arena *a, uint32_t *seed, const char *form, struct told *all, size_t writers, bool blocks)
{
	struct buf out = buf_new(a);
	size_t at[WRITERS] = {0}, left = 0;
	for (size_t k = 0; k < writers; k++)
		left += all[k].count;
	for (unsigned second = 0; left > 0; second = (second + 1) % 60) {
		size_t k = any(seed, (uint32_t)writers);
		if (at[k] == all[k].count)
			continue;
		do {
			for (const char *p = form; *p != '\0'; p++)
				if (*p == '#')
					buf_printf(&out, "%zu", k + 1);
				else if (*p == '@')
					buf_printf(&out, "%c", (int)('a' + k));
				else if (*p == '~')
					buf_printf(&out, "%02u", second);
				else
					buf_add_char(&out, *p);
			buf_printf(&out, "%s\n", all[k].lines[at[k]++]);
			left--;
		} while (blocks && at[k] < all[k].count && strncmp(all[k].lines[at[k]], "    ", 4) == 0);
	}
	return out;
}

/* How many failures were read with all their frames; -1 if one has another's, or is missing. */
static int
read_back(struct arena *a, const struct told *all, size_t writers, struct buf text)
{
	const struct failures *f = failure_parse(a, run_from_text(a, text.text, text.size, NULL, 1));
	int whole = 0;
	if (f->count != writers)
		return -1;
	for (size_t i = 0; i < f->count; i++) {
		const struct failure *one = f->all[i];
		const struct told *t = NULL;
		for (size_t k = 0; k < writers && t == NULL; k++)
			if (strcmp(one->message, all[k].message) == 0 && strcmp(one->type, all[k].type) == 0)
				t = &all[k];
		if (t == NULL || one->cause != NULL || (one->frame_count != 0 && one->frame_count != t->depth))
			return -1;
		for (size_t k = 0; k < one->frame_count; k++)
			if (strcmp(one->frames[k].file, t->files[k]) != 0 || one->frames[k].line != t->at[k])
				return -1;
		whole += one->frame_count == t->depth;
	}
	return whole;
}

static void
named_writers(void **state)
{
	(void)state;
	static const char *const forms[] = {
		"[rank#]: ",
		"[default#]:",
		"web-#  | ",
		"@@@  | ",
		"10:00:~ web.#    | ",
		"(train pid=41#) ",
		"(Actor pid=7, ip=10.0.0.#) ",
		"[1,#]<stderr>:",
		"#: ",
		"node0#: ",
		"[310#] ",
		"[worker #] ",
		"[gw#] ",
		"[@] ",
		"@: ",
		"Nov 21 10:00:~ host app[90#]: ",
		"Nov 21 10:00:~ host @[90#]: ",
		"[pod/web-@/app] ",
		"[pod/web-@/app] 2026-11-21T10:00:~.123Z ",
		"web-6d4cf56db6-@ app ",
		"2026-11-21T10:00:~.123456+00:00 app[@.1]: ",
		"2026-11-21 10:00:~,123 [70#] ERROR ",
		"26/11/21 10:00:~ [Executor task launch worker-#] ",
		"@.csv\t",
		"Process-#: ",
		"@:test: ",
		"web-#  | 2026-11-21T10:00:~.123Z ",
	};
	uint32_t seed = 7;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		for (int round = 0; round < ROUNDS; round++) {
			struct arena *a = arena_new();
			struct told all[WRITERS];
			size_t writers = 2 + any(&seed, WRITERS - 1);
			for (unsigned k = 0; k < writers; k++)
				all[k] = tell(a, &seed, k, false);
			struct buf text = mix(a, &seed, forms[i], all, writers, false);
			if (read_back(a, all, writers, text) != (int)writers)
				fail_msg("\"%s\":\n%s", forms[i], text.text);
			arena_free(a);
		}
}

/* A number that only counts names nobody. */
static void
counted_lines(void **state)
{
	(void)state;
	static const char *const forms[] = {"[%04zu] ", "%zu: ", "0.%03zu ", "2026-11-21 10:00:00,%03zu ERROR "};
	uint32_t seed = 5;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct arena *a = arena_new();
		struct told one = tell(a, &seed, 1, false);
		struct buf text = buf_new(a);
		for (size_t k = 0; k < one.count; k++) {
			buf_add_string(&text, arena_printf(a, forms[i], k / 2 + 7));
			buf_printf(&text, "%s\n", one.lines[k]);
		}
		if (read_back(a, &one, 1, text) != 1)
			fail_msg("\"%s\":\n%s", forms[i], text.text);
		arena_free(a);
	}
}

static void
nameless_writers(void **state)
{
	(void)state;
	uint32_t seed = 11;
	int whole[3] = {0}, all_told[3] = {0};
	for (int round = 0; round < 6 * ROUNDS; round++) {
		struct arena *a = arena_new();
		struct told all[WRITERS];
		size_t writers = 2 + any(&seed, WRITERS - 1);
		bool linked = round % 3 != 0, blocks = round % 3 == 1;
		for (unsigned k = 0; k < writers; k++)
			all[k] = tell(a, &seed, k, linked);
		struct buf text = mix(a, &seed, "", all, writers, blocks);
		int told = read_back(a, all, writers, text);
		if (told < 0)
			fail_msg("round %d:\n%s", round, text.text);
		whole[round % 3] += told;
		all_told[round % 3] += (int)writers;
		arena_free(a);
	}
	/* Who calls whom is told by whole frames nearly always, else where little was mixed. */
	assert_true(whole[1] * 10 >= all_told[1] * 8);
	assert_true(whole[0] > 0 && whole[2] > 0 && whole[2] < all_told[2]);
}

static void
same_words_of_all(void **state)
{
	(void)state;
	uint32_t seed = 13;
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *a = arena_new();
		struct told all[WRITERS];
		all[0] = all[1] = all[2] = tell(a, &seed, 0, round % 2 == 0);
		struct buf text = mix(a, &seed, "", all, WRITERS, false);
		if (read_back(a, all, WRITERS, text) != WRITERS)
			fail_msg("round %d:\n%s", round, text.text);
		arena_free(a);
	}
}

/* All ranks of a training fail alike; the time is linear in whatever they print. */
static void
many_writers(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct buf text = buf_new(a), headers = buf_new(a);
	for (int part = 0; part < 4; part++)
		for (int k = 0; k < 256; k++)
			buf_add_string(&text, part == 0   ? "Traceback (most recent call last):\n"
					      : part == 1 ? "  File \"/srv/train.py\", line 9, in <module>\n"
					      : part == 2 ? "    main()\n"
							  : "RuntimeError: out of memory\n");
	const struct failures *f = failure_parse(a, run_from_text(a, text.text, text.size, NULL, 1));
	assert_int_equal(f->count, 256);
	assert_int_equal(f->all[0]->frame_count, 1);
	assert_int_equal(f->all[255]->frames[0].line, 9);
	for (int k = 0; k < 40000; k++)
		buf_add_string(&headers, "Traceback (most recent call last):\n");
	for (int k = 0; k < 10000; k++)
		buf_add_string(&headers, "Traceback (most recent call last):\nTraceback (most recent call last):\n"
					 "KeyError: 1\nKeyError: 2\n");
	f = failure_parse(a, run_from_text(a, headers.text, headers.size, NULL, 1));
	assert_true(f->count > 10000);
	arena_free(a);
}

/* Whose chain it is nobody knows; a traceback that was broken off is no other's. */
static void
no_chain_of_another(void **state)
{
	(void)state;
	static const char mixed[] = "Traceback (most recent call last):\n"
				    "Traceback (most recent call last):\n"
				    "  File \"a.py\", line 1, in <module>\n"
				    "  File \"b.py\", line 2, in <module>\n"
				    "KeyError: 'a'\n"
				    "OSError: b\n"
				    "\n"
				    "During handling of the above exception, another exception occurred:\n"
				    "\n"
				    "Traceback (most recent call last):\n"
				    "  File \"a.py\", line 3, in <module>\n"
				    "ValueError: c\n";
	struct arena *a = arena_new();
	const struct failures *f = failure_parse(a, run_from_text(a, mixed, sizeof(mixed) - 1, NULL, 1));
	assert_int_equal(f->count, 3);
	assert_int_equal(f->all[0]->frame_count + f->all[1]->frame_count, 0);
	assert_null(f->all[2]->cause);
	assert_int_equal(f->all[2]->frame_count, 1);

	static const char broken[] = "Traceback (most recent call last):\n"
				     "  File \"a.py\", line 1, in <module>\n"
				     "Traceback (most recent call last):\n"
				     "  File \"b.py\", line 2, in <module>\n"
				     "OSError: b\n";
	f = failure_parse(a, run_from_text(a, broken, sizeof(broken) - 1, NULL, 1));
	assert_int_equal(f->count, 1);
	assert_int_equal(f->root->frame_count, 1);
	assert_string_equal(f->root->frames[0].file, "b.py");
	arena_free(a);
}

/* What one said last is no part of another's message. */
static void
no_message_of_another(void **state)
{
	(void)state;
	static const char text[] = "web-1  | Traceback (most recent call last):\n"
				   "web-1  |   File \"a.py\", line 1, in <module>\n"
				   "web-1  | my.ShopError: closed\n"
				   "db-1   | ready for connections\n"
				   "web-1  | until monday\n";
	struct arena *a = arena_new();
	const struct failures *f = failure_parse(a, run_from_text(a, text, sizeof(text) - 1, NULL, 1));
	assert_int_equal(f->count, 1);
	assert_string_equal(f->root->message, "closed\nuntil monday");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(named_writers),         cmocka_unit_test(counted_lines),
		cmocka_unit_test(nameless_writers),      cmocka_unit_test(same_words_of_all),
		cmocka_unit_test(many_writers),          cmocka_unit_test(no_chain_of_another),
		cmocka_unit_test(no_message_of_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

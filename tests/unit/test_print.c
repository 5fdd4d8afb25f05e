#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "hint/hint.h"
#include "hint/style.h"

static const struct style wide = {.width = 100, .utf8 = true, .more = "remedy why"};

static struct fix fixes[] = {
	{.kind = "install",
	 .label = "for the Python that failed",
	 .reason = "",
	 .command = "python3.13 -m pip install cffi"},
	{.kind = "run", .label = "the Python it was built for", .reason = "", .command = "python3.11 fetch.py"},
	{.kind = "say", .label = "", .reason = "", .text = "Take the folder out of PYTHONPATH"},
	{.kind = "say", .label = "", .reason = "", .text = "a fourth one"},
};

static const struct hint cffi = {
	.id = "cffi",
	.exception = "ModuleNotFoundError",
	.summary = "cffi's compiled half is built for Python 3.11, not for Python 3.13",
	.why = "python3.13 finds only /usr/lib/python3/dist-packages/_cffi_backend.cpython-311-x86_64-linux-gnu.so\n"
	       "the second paragraph",
	.fixes = fixes,
	.fix_count = 4,
};

static char *
printed(struct arena *a, const struct hint *h, const struct style *s)
{
	struct buf out = buf_new(a);
	hint_print(&out, h, s);
	return out.text;
}

static size_t
line_count(const char *text)
{
	size_t n = 0;
	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

/* True of every line, without its newline. */
static bool
each_line(struct arena *a, const char *text, bool (*holds)(const char *line, size_t width), size_t width)
{
	for (const char *p = text; *p != '\0'; p += strcspn(p, "\n") + 1)
		if (!holds(arena_strndup(a, p, strcspn(p, "\n")), width))
			return false;
	return true;
}

static bool
has_no_blank_at_its_end(const char *line, size_t width)
{
	(void)width;
	return *line != '\0' && line[strlen(line) - 1] != ' ';
}

static bool
fits_or_is_a_command(const char *line, size_t width)
{
	return text_width(line) < width || strstr(line, "python3.1") != NULL;
}

static void
has_the_shape_of_the_design(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	assert_string_equal(printed(a, &cffi, &wide),
			    "remedy: cffi's compiled half is built for Python 3.11, not for Python 3.13\n"
			    "  python3.13 finds only\n"
			    "  /usr/lib/python3/dist-packages/_cffi_backend.cpython-311-x86_64-linux-gnu.so\n"
			    "  fix   for the Python that failed: python3.13 -m pip install cffi\n"
			    "  or    the Python it was built for: python3.11 fetch.py\n"
			    "  more  `remedy why`\n");
	/* A reason that would have to be cut makes room for another fix. */
	assert_null(
		strstr(printed(a, &cffi, &(struct style){.width = 70, .utf8 = true, .more = "remedy why"}), "finds"));
	struct hint h = cffi;
	h.why = "";
	assert_string_equal(printed(a, &h, &wide),
			    "remedy: cffi's compiled half is built for Python 3.11, not for Python 3.13\n"
			    "  fix   for the Python that failed: python3.13 -m pip install cffi\n"
			    "  or    the Python it was built for: python3.11 fetch.py\n"
			    "  or    Take the folder out of PYTHONPATH\n"
			    "  more  `remedy why`\n");
	h.fix_count = 0;
	assert_int_equal(line_count(printed(a, &h, &wide)), 2);
	arena_free(a);
}

static void
stays_within_six_lines_at_any_width(void **state)
{
	struct arena *a = arena_new();
	struct hint h = cffi;
	(void)state;
	h.why = "the folder that it finds holds the half for another Python, and that one cannot be loaded here at all";
	for (unsigned width = 24; width <= 200; width++) {
		for (size_t count = 0; count <= 4; count++) {
			struct style s = wide;
			s.width = width;
			h.fix_count = count;
			char *text = printed(a, &h, &s);
			assert_in_range(line_count(text), 2, 6);
			assert_true(each_line(a, text, has_no_blank_at_its_end, 0));
			assert_true(each_line(a, text, fits_or_is_a_command, width));
			if (count > 0)
				assert_non_null(strstr(text, "python3.13 -m pip install cffi\n"));
			assert_non_null(strstr(text, "`remedy why`\n"));
		}
	}
	arena_free(a);
}

static void
no_sentence_of_a_reason_stops_in_the_middle(void **state)
{
	static const struct {
		const char *why, *shown, *hidden;
	} cases[] = {
		{"It is broken. The name in setup.py,\nthe file's, must fit.\n", "  It is broken.\n", "setup.py"},
		{"It is broken: 3.11 of\nthree.\n", "  It is broken: 3.11 of\n", "three"},
		{"It looks. And sees\n", "  It looks. And sees\n", "\n\n"},
		{"It looks. At:\n    x\n", "  It looks. At:\n", "\n\n"},
		{"It looks. At this\n    x\n", "  It looks. At this\n", "\n\n"},
		{"它壞了。檔名\n必須相符。\n", "  它壞了。\n", "檔名"},
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hint h = cffi;
		h.why = cases[i].why;
		char *text = printed(a, &h, &wide);
		print_message("%s", text);
		assert_non_null(strstr(text, cases[i].shown));
		assert_null(strstr(text, cases[i].hidden));
	}
	arena_free(a);
}

static void
commands_are_never_broken(void **state)
{
	struct arena *a = arena_new();
	struct style s = wide;
	(void)state;
	s.width = 40;
	struct fix one = {.kind = "run",
			  .label = "an environment of this Python with what the program needs",
			  .reason = "",
			  .command =
				  "python3.13 -m venv .venv && .venv/bin/python -m pip install cryptography supabase"};
	struct hint h = {.summary = "it is missing", .why = "", .fixes = &one, .fix_count = 1};
	assert_string_equal(
		printed(a, &h, &s),
		"remedy: it is missing\n"
		"  fix   an environment of this Python\n"
		"        with what the program needs:\n"
		"        python3.13 -m venv .venv && .venv/bin/python -m pip install cryptography supabase\n"
		"  more  `remedy why`\n");
	arena_free(a);
}

static void
chinese_is_wrapped_by_its_width(void **state)
{
	struct arena *a = arena_new();
	struct style s = wide;
	struct hint h = {
		.summary = "cffi 的編譯部分是給 Python 3.11 用的，不是給 Python 3.13 用的，所以無法載入這個模組",
		.why = "這個直譯器只找到給另一個版本編譯的檔案，因此載入失敗，請為這個直譯器重新安裝。",
	};
	(void)state;
	s.width = 40;
	char *text = printed(a, &h, &s);
	assert_true(each_line(a, text, fits_or_is_a_command, 40));
	assert_in_range(line_count(text), 4, 6);
	arena_free(a);
}

static void
ascii_where_the_terminal_has_no_more(void **state)
{
	struct arena *a = arena_new();
	struct fix one = {
		.kind = "edit", .label = "", .reason = "", .file = "a.py", .line = 3, .before = "x", .after = "y"};
	struct hint h = {.summary = "für „alle“ — ü", .why = "größer…", .fixes = &one, .fix_count = 1};
	struct style s = wide;
	(void)state;
	s.utf8 = false;
	char *text = printed(a, &h, &s);
	for (const char *p = text; *p != '\0'; p++)
		assert_true((unsigned char)*p < 0x80);
	assert_non_null(strstr(text, "fuer \"alle\" - ue"));
	assert_non_null(strstr(text, "a.py:3: x -> y"));
	arena_free(a);
}

static void
colours_are_always_reset(void **state)
{
	struct arena *a = arena_new();
	struct style s = wide;
	(void)state;
	char *plain = printed(a, &cffi, &s);
	assert_null(strchr(plain, '\033'));
	s.color = true;
	char *text = printed(a, &cffi, &s);
	assert_null(strstr(text, "\033]"));
	struct buf without = buf_new(a);
	bool on = false;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\033') {
			on = strncmp(p, "\033[0m", 4) != 0;
			p = strchr(p, 'm');
		} else {
			assert_false(*p == '\n' && on);
			buf_add_char(&without, *p);
		}
	}
	assert_false(on);
	/* No meaning by colour alone. */
	assert_string_equal(without.text, plain);
	arena_free(a);
}

static void
one_line_for_what_was_told_before(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	for (unsigned width = 20; width <= 160; width += 7) {
		struct buf out = buf_new(a);
		struct style s = wide;
		s.width = width;
		hint_print_line(&out, &cffi, &s, true);
		assert_int_equal(line_count(out.text), 1);
		out.text[out.size - 1] = '\0';
		assert_true(text_width(out.text) < (width > 40 ? width : 40));
		assert_non_null(strstr(out.text, "remedy why"));
	}
	struct buf out = buf_new(a);
	hint_print_line(&out, &cffi, &(struct style){.width = 120, .utf8 = true, .more = "remedy why"}, true);
	assert_string_equal(out.text,
			    "remedy: as before: cffi's compiled half is built for Python 3.11, not for Python 3.13"
			    " — remedy why\n");
	arena_free(a);
}

static void
links_name_the_file_and_nothing_else(void **state)
{
	struct arena *a = arena_new();
	struct style s = wide;
	(void)state;
	assert_string_equal(style_link(a, &s, "/home/ada/a.py", "a.py:3"), "a.py:3");
	s.links = true;
	char *link = style_link(a, &s, "/home/ada/a b\033;\xc3\xa9.py", "a.py");
	assert_non_null(strstr(link, "/home/ada/a%20b%1B%3B%C3%A9.py\033\\a.py\033]8;;\033\\"));
	assert_string_equal(style_link(a, &s, "relative.py", "relative.py"), "relative.py");
	arena_free(a);
}

static void
style_follows_the_environment(void **state)
{
	(void)state;
	setenv("COLUMNS", "44", 1);
	assert_int_equal(style_of(1).width, 44);
	setenv("COLUMNS", "3", 1);
	assert_int_equal(style_of(1).width, 20);
	setenv("COLUMNS", "99999999", 1);
	assert_int_equal(style_of(1).width, 1000);
	setenv("COLUMNS", "x", 1);
	assert_true(style_of(1).width >= 20);
	unsetenv("COLUMNS");
	assert_false(style_of(-1).color);
	assert_false(style_of(-1).links);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_the_shape_of_the_design),
		cmocka_unit_test(stays_within_six_lines_at_any_width),
		cmocka_unit_test(no_sentence_of_a_reason_stops_in_the_middle),
		cmocka_unit_test(commands_are_never_broken),
		cmocka_unit_test(chinese_is_wrapped_by_its_width),
		cmocka_unit_test(ascii_where_the_terminal_has_no_more),
		cmocka_unit_test(colours_are_always_reset),
		cmocka_unit_test(one_line_for_what_was_told_before),
		cmocka_unit_test(links_name_the_file_and_nothing_else),
		cmocka_unit_test(style_follows_the_environment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

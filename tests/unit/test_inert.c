/* Names as an attacker would choose them, in every place of every kind of fix:
 * what is offered for the prompt does nothing by itself, in sh, bash, zsh and fish,
 * and all of it can be seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"
#include "commands/handover.h"
#include "hint/hint.h"

/* What would be evaluated says OWNED. */
static const char *const names[] = {
	"plain",
	"two words",
	"it's \"so\"",
	"'; printf OWN''ED; '",
	"\"; printf OWN\"\"ED; \"",
	"$(printf OWN)ED",
	"`printf OWN`ED",
	"${IFS}$HOME$0",
	"a;printf OWN''ED",
	"a&&printf OWN''ED||b|c&",
	"a\nprintf OWN''ED",
	"a\rprintf OWN''ED",
	"a\tb",
	"a\\",
	"\\'; printf OWN''ED; \\'",
	"-rf",
	"--config=/x",
	"-",
	"--",
	"=ls",
	"~root",
	"*",
	"?[a-z]",
	"{a,b}",
	"!!",
	"!-1",
	"^a^b",
	"#nothing",
	"<in >out",
	"(printf OWNED)",
	"%F{red}%{\\[\\e[31m",
	"../../etc/passwd",
	"/",
	"\033[2J\033]0;title\a",
	"a\x7f\b\b",
	"a\xc2\x9b"
	"2Jb",
	"a\xe2\x80\xae"
	"b\xe2\x81\xa6"
	"c",
	"a\xe2\x80\x8b"
	"b",
	"a\xe2\x80\xa8"
	"b",
	"\xff\xfe",
	"\xc3\xa4\xe4\xb8\xad\xe6\x96\x87",
	"",
	NULL, /* very long; made by name_at */
};
enum { NAMES = sizeof(names) / sizeof(*names) };

static const struct fix_template templates[] = {
	{.kind = FIX_INSTALL, .value = "{name}"},
	{.kind = FIX_INSTALL, .value = "cffi {name}"},
	{.kind = FIX_INSTALL, .value = "\"{name}>=1\""},
	{.kind = FIX_UPGRADE, .value = "{name}"},
	{.kind = FIX_REINSTALL, .value = "{name}"},
	{.kind = FIX_UNINSTALL, .value = "{name}"},
	{.kind = FIX_VENV, .value = "{name}"},
	{.kind = FIX_SYSTEM, .value = "{name}"},
	{.kind = FIX_SYSTEM, .value = "library:{name}"},
	{.kind = FIX_RUN, .value = "tool {name}"},
	{.kind = FIX_RUN, .value = "{name}"},
	{.kind = FIX_RUN, .value = "{python} -m {name} {name}"},
	{.kind = FIX_RUN, .value = "tool --name={name} -I{name}"},
	{.kind = FIX_RUN, .value = "tool -- {name}"},
	{.kind = FIX_RUN, .value = "tool -- x && other {name}"},
	{.kind = FIX_RUN, .value = "tool '{name}' x"},
	{.kind = FIX_RUN, .value = "tool \"{name}\""},
	{.kind = FIX_RUN, .value = "tool \"a '\" {name} '\"' {name}"},
	{.kind = FIX_RUN, .value = "A={name} tool ./{name}/x {name}.py"},
	{.kind = FIX_RUN, .value = "tool {?--to {name}?} x"},
	{.kind = FIX_EDIT, .before = "{name}", .after = "b"},
	{.kind = FIX_EDIT, .before = "a", .after = "{name}"},
	{.kind = FIX_EDIT, .before = "a", .after = "b", .file = "{name}", .line = "{name}"},
	{.kind = FIX_EDIT, .before = "a", .after = "b", .file = "/home/ada/{name}.py"},
	{.kind = FIX_OPEN, .file = "{name}", .line = "{name}"},
	{.kind = FIX_OPEN, .file = "/home/ada/{name}.py"},
	{.kind = FIX_SAY, .value = "say {name} so"},
	{.kind = FIX_RUN, .value = "true", .label = "as {name}", .reason = "for {name}"},
};

struct stage {
	struct arena *a;
	struct catalog *c;
	struct buf script; /* each line that would stand in a prompt, as arguments of a printf */
	size_t lines;
	bool whole[2000]; /* it must hold the name as one word */
	const char *name[2000];
};

static const char *
name_at(struct arena *a, size_t i)
{
	if (names[i] != NULL)
		return names[i];
	char *name = arena_alloc(a, 200001);
	memset(name, 'n', 200000);
	return name;
}

static void
seen(const char *what, const char *text, const char *name)
{
	if (text != NULL && text_is_hostile(text))
		fail_msg("%s of %s has what cannot be seen: %s", what, name, text);
}

static void
offer(struct stage *s, struct facts *f, const struct fix_template *given, const char *name)
{
	const struct frame frame = {.file = "/home/ada/a.py", .line = 3, .source = "a"};
	const struct failure failure = {
		.type = "E", .name = "E", .message = name, .frames = (struct frame *)&frame, .frame_count = 1};
	const struct capture_group group = {"name", name};
	const struct match m = {.failure = &failure, .groups = &group, .group_count = 1};
	struct fix_template t = *given;
	t.label = t.label != NULL ? t.label : "";
	t.reason = t.reason != NULL ? t.reason : "";
	const struct fix *fix = hint_fix(s->a, s->c, f, &m, &t);
	if (fix == NULL)
		return;
	seen("the label", fix->label, name);
	seen("the reason", fix->reason, name);
	seen("the text", fix->text, name);
	char *line = handover_line(s->a, fix, 1);
	if (line == NULL)
		return;
	seen("the line", line, name);
	assert_true(strlen(line) <= 4096);
	if (strncmp(line, "remedy fix ", 11) == 0)
		return;
	assert_true(s->lines < sizeof(s->whole) / sizeof(*s->whole));
	s->name[s->lines] = name;
	s->whole[s->lines++] =
		given->kind == FIX_RUN && given->value != NULL && strcmp(given->value, "tool {name}") == 0;
	buf_printf(&s->script, "printf '@%zu\\n'\nprintf '[%%s]\\n' %s\n", s->lines, line);
}

/* The commands' words under that shell, with nothing that could be started. */
static void
read_by(struct stage *s, const char *shell, const char *dir)
{
	const char *script = path_join(s->a, dir, "script"), *out = path_join(s->a, dir, "out");
	assert_true(path_write(s->a, script, s->script.text, s->script.size));
	const char *program = path_search(s->a, shell, NULL);
	if (program == NULL)
		return;
	const char *options = strcmp(shell, "bash") == 0   ? "--norc --noprofile"
			      : strcmp(shell, "zsh") == 0  ? "-f"
			      : strcmp(shell, "fish") == 0 ? "--no-config"
							   : "";
	const char *run =
		arena_printf(s->a, "cd '%s' && env -i PATH=/nonexistent HOME=/nonexistent %s %s script >out 2>err", dir,
			     program, options);
	if (system(run) == -1)
		fail_msg("%s", run);
	const char *said = path_read(s->a, out, 64 << 20, false, NULL);
	assert_non_null(said);
	const char *p = said;
	for (size_t i = 0; i < s->lines; i++) {
		const char *head = arena_printf(s->a, "@%zu\n", i + 1);
		const char *at = strstr(p, head);
		if (at == NULL)
			fail_msg("%s went no further than line %zu: %s", shell, i, s->name[i]);
		p = at + strlen(head);
		const char *end = strstr(p, arena_printf(s->a, "\n@%zu\n", i + 2));
		const char *words = end != NULL ? arena_strndup(s->a, p, (size_t)(end - p)) : p;
		for (const char *o = words; (o = strstr(o, "OWNED")) != NULL; o++)
			if (strncmp(o - (o - words > 7 ? 7 : o - words), "printf ", 7) != 0)
				fail_msg("%s ran a part of: %s", shell, s->name[i]);
		if (s->whole[i] && strstr(words, arena_printf(s->a, "[%s]", s->name[i])) == NULL)
			fail_msg("%s reads another word than %s: %s", shell, s->name[i], words);
	}
}

static void
what_lands_in_the_prompt_is_inert_and_visible(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct stage *s = arena_alloc(a, sizeof(*s));
	*s = (struct stage){.a = a, .c = catalog_open(a, NULL, NULL), .script = buf_new(a)};
	struct facts *f = facts_new(a, s->c, NULL);
	facts_freeze(f);
	facts_set(f, "python", "python3.13");
	facts_set(f, "python.version", "3.13.0");
	facts_set(f, "python.pip", "true");
	facts_set(f, "os.packager", "apt");
	facts_set(f, "os.sudo", "true");
	facts_set(f, "program.cwd", "/home/ada");
	for (size_t i = 0; i < NAMES; i++)
		for (size_t k = 0; k < sizeof(templates) / sizeof(*templates); k++)
			offer(s, f, &templates[k], name_at(a, i));
	assert_true(s->lines > 200);
	char dir[] = "/tmp/inert.XXXXXX";
	assert_non_null(mkdtemp(dir));
	static const char *const shells[] = {"sh", "bash", "zsh", "fish"};
	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++)
		read_by(s, shells[i], dir);
	static const char *const left[] = {"script", "out", "err"};
	for (size_t i = 0; i < 3; i++)
		unlink(path_join(a, dir, left[i]));
	assert_int_equal(rmdir(dir), 0); /* nothing was written by a redirection */
	catalog_close(s->c);
	arena_free(a);
}

/* "--" keeps a program from taking a name for an option: that program, no other. */
static void
an_option_is_no_name(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct catalog *c = catalog_open(a, NULL, NULL);
	struct facts *f = facts_new(a, c, NULL);
	facts_freeze(f);
	const struct failure failure = {.type = "E", .name = "E", .message = ""};
	const struct capture_group group = {"name", "-rf"};
	const struct match m = {.failure = &failure, .groups = &group, .group_count = 1};
	static const struct {
		const char *template, *command;
	} cases[] = {
		{"rm {name}", NULL},
		{"rm -- {name}", "rm -- -rf"},
		{"grep -- x && rm {name}", NULL},
		{"grep -- x | rm {name}", NULL},
		{"grep -- x; rm {name}", NULL},
		{"grep -- x && rm -- {name}", "grep -- x && rm -- -rf"},
		{"rm ./{name}", "rm ./-rf"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct fix_template t = {.kind = FIX_RUN, .value = cases[i].template, .label = "", .reason = ""};
		const struct fix *fix = hint_fix(a, c, f, &m, &t);
		const char *said = fix != NULL ? fix->command : "nothing";
		assert_string_equal(said, cases[i].command != NULL ? cases[i].command : "nothing");
	}
	catalog_close(c);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lands_in_the_prompt_is_inert_and_visible),
		cmocka_unit_test(an_option_is_no_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* libFuzzer: any template, filled with any captured text, and any text quoted,
 * printed and written as JSON. What enters a command line is read back by a
 * small reader of shell words, which must find each value whole and inert.
 * Input: fields that end in byte 0xff: template, two values. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/quote.h"
#include "base/text.h"
#include "facts/facts.h"
#include "hint/expand.h"
#include "hint/hint.h"
#include "hint/requirement.h"

/* The trap stands in the line of what did not hold. */
#define require(holds) ((holds) ? (void)0 : __builtin_trap())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *
field(struct arena *a, const uint8_t **data, size_t *size)
{
	const uint8_t *end = *size > 0 ? memchr(*data, 0xff, *size) : NULL;
	size_t n = end != NULL ? (size_t)(end - *data) : *size;
	char *s = arena_strndup(a, (const char *)*data, n);
	*data += n + (end != NULL);
	*size -= n + (end != NULL);
	return s;
}

/* One word of POSIX shell made of bare and single-quoted stretches; NULL if a
 * shell would see anything else in it. */
static char *
shell_word(struct arena *a, const char *s)
{
	static const char bare[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@%+,~-";
	char *word = arena_alloc(a, strlen(s) + 1), *to = word;
	while (*s != '\0') {
		size_t n = strspn(s, bare);
		memcpy(to, s, n);
		to += n;
		s += n;
		if (*s == '\\' && (s[1] == '\'' || s[1] == '\\')) {
			*to++ = s[1];
			s += 2;
		} else if (*s == '\'') {
			const char *end = strchr(++s, '\'');
			if (end == NULL)
				return NULL;
			memcpy(to, s, (size_t)(end - s));
			to += end - s;
			s = end + 1;
		} else if (*s != '\0') {
			return NULL;
		}
	}
	*to = '\0';
	return word;
}

static void
check_quote(struct arena *a, const char *value)
{
	char *word = quote_word(a, value, false);
	require(word == NULL || !text_is_hostile(value));
	if (word == NULL)
		return;
	char *back = shell_word(a, word);
	require(back != NULL && strcmp(back, value) == 0);
	require(value[0] != '-' && word[0] != '~' && word[0] != '=');
}

static void
check_safe(struct arena *a, const char *value)
{
	for (size_t limit = 0; limit < 64; limit += 21) {
		const char *safe = text_safe(a, value, limit);
		require(strlen(safe) <= limit + 3 && !text_is_hostile(safe));
	}
}

static void
check_printed(struct arena *a, struct facts *f, const struct match *m, const char *template)
{
	struct fix fixes[2] = {
		{.kind = "say", .label = "", .reason = "", .text = expand_template(a, f, m, template, EXPAND_SHOWN)},
		{.kind = "run",
		 .label = "",
		 .reason = "",
		 .command = expand_template(a, f, m, template, EXPAND_SHELL)}};
	const char *summary = expand_template(a, f, m, template, EXPAND_SHOWN);
	if (summary == NULL || fixes[1].command == NULL)
		return;
	struct pattern pattern = {.id = "p", .file = "p.yaml", .layer = "user", .summary = template, .why = template};
	struct match of = *m;
	of.pattern = &pattern;
	struct hint hint = {.id = "p",
			    .exception = m->failure->type,
			    .summary = summary,
			    .why = summary,
			    .fixes = fixes,
			    .fix_count = 2,
			    .match = &of};
	struct style style = {.width = 40, .more = "remedy why"};
	struct buf out = buf_new(a);
	hint_print(&out, &hint, &style);
	hint_print_line(&out, &hint, &style, true);
	struct hints hints = {&hint, 1};
	struct failure *all[] = {(struct failure *)m->failure};
	struct failures failures = {.all = all, .count = 1, .root = m->failure, .text = ""};
	struct buf json = buf_new(a);
	hint_json(&json, &hints, &failures);
	json_error_t error;
	json_t *read = json_loadb(json.text, json.size, 0, &error);
	require(read != NULL);
	json_decref(read);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *template = field(a, &data, &size);
	char *values[] = {field(a, &data, &size), field(a, &data, &size)};
	struct facts *f = facts_new(a, NULL, NULL);
	facts_freeze(f);
	facts_set(f, "python", "python3.13");
	facts_set(f, "module.distribution", values[1]);
	struct capture_group groups[] = {{"a", values[0]}, {"b", values[1]}};
	struct frame frame = {.file = values[0], .line = 3, .function = values[1], .source = values[0]};
	/* As the parser gives them: without control characters. */
	struct failure failure = {.kind = FAILURE_EXCEPTION,
				  .type = text_safe(a, values[1], 60),
				  .name = "E",
				  .message = text_safe(a, values[0], 400),
				  .frames = &frame,
				  .frame_count = 1};
	struct match m = {.failure = &failure, .groups = groups, .group_count = 2};
	for (int how = EXPAND_SHOWN; how <= EXPAND_EXACT; how++)
		expand_template(a, f, &m, template, (enum expansion)how);
	for (size_t i = 0; i < 2; i++) {
		check_quote(a, values[i]);
		check_safe(a, values[i]);
	}
	const char *command = expand_template(a, f, &m, "{a}", EXPAND_SHELL);
	require(command == NULL || expand_is_inert(command));
	struct requirement requirement;
	if (requirement_parse(a, values[0], strlen(values[0]), &requirement))
		require(!text_is_hostile(requirement.text) && requirement.text[0] != '-' &&
			strpbrk(requirement.text, " ;&|$`\\\"'\n(){}") == NULL);
	check_printed(a, f, &m, template);
	arena_free(a);
	return 0;
}

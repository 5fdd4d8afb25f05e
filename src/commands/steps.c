#include "commands/steps.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/quote.h"

enum { STEPS = 20 };

/* Where the && after p stands, outside quotes; the end if there is none. *plain is
 * taken back at what the shell reads as more than words, pipes and redirections. */
static const char *
step_end(const char *p, bool *plain)
{
	char quote = '\0';
	const char *start = p;
	for (; *p != '\0'; p++) {
		if (quote != '\0') {
			if (*p == '\\' && quote == '"' && p[1] != '\0')
				p++;
			else if (*p == quote)
				quote = '\0';
		} else if (*p == '\'' || *p == '"') {
			quote = *p;
		} else if (*p == '\\' && p[1] != '\0') {
			p++;
		} else if (p[0] == '&' && p[1] == '&') {
			return p;
		} else if (strchr(";(`\n", *p) != NULL || (p[0] == '|' && p[1] == '|')) {
			*plain = false;
		} else if (*p == '&' && (p == start || strchr("<>", p[-1]) == NULL) && p[1] != '>') {
			*plain = false; /* in the background */
		} else if (strchr("#{!", *p) != NULL && (p == start || p[-1] == ' ') && strchr(" #", p[1]) != NULL) {
			*plain = false;
		}
	}
	*plain &= quote == '\0';
	return p;
}

char **
steps_of(struct arena *a, const char *line, size_t *count)
{
	char **steps = arena_array(a, STEPS + 1, sizeof(*steps));
	bool plain = true;
	size_t n = 0;
	for (const char *p = line; plain && n < STEPS;) {
		p += strspn(p, " \t");
		const char *end = step_end(p, &plain), *next = end;
		while (end > p && strchr(" \t", end[-1]) != NULL)
			end--;
		plain &= end > p;
		steps[n++] = arena_strndup(a, p, (size_t)(end - p));
		if (*next == '\0')
			break;
		p = next + 2;
		plain &= n < STEPS;
	}
	if (!plain) {
		n = 1;
		steps[0] = arena_strdup(a, line);
	}
	steps[n] = NULL;
	*count = n;
	return steps;
}

char *
steps_counted(struct arena *a, const char *line, const char *shell)
{
	size_t count;
	char **steps = steps_of(a, line, &count);
	struct buf out = buf_new(a);
	for (size_t i = 0; count > 1 && i < count; i++) {
		struct buf said = buf_new(a);
		buf_printf(&said, _("remedy: step %zu of %zu failed: %s"), i + 1, count, steps[i]);
		for (size_t k = i + 1; k < count; k++)
			buf_printf(&said, k == i + 1 ? _("; not run: %s") : " && %s", steps[k]);
		const char *word = quote_word(a, said.text, false);
		if (word == NULL)
			return NULL;
		/* fish's set passes on the status from before it: none may be tested at first. */
		buf_printf(&out, strcmp(shell, "fish") == 0 ? "%sset -g __remedy_step %s%s" : "%s__remedy_step=%s%s",
			   i == 0 ? "" : " && ", word, i == 0 ? "; " : " && ");
		buf_add_string(&out, steps[i]);
	}
	return out.size > 0 ? out.text : NULL;
}

#include "commands/proposal.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "memory/shape.h"

/* Quoted; a character that no line of ours may hold (controls, marks that turn the
 * writing around) is any character. */
static void
add_literal(struct arena *a, struct proposal *p, struct buf *regex, const char *s, size_t n)
{
	for (size_t i = 0, length; i < n; i += length) {
		text_decode(s + i, n - i, &length);
		if (text_is_hostile(arena_strndup(a, s + i, length))) {
			buf_add_char(regex, '.');
			continue;
		}
		if (strchr("\\^$.[]|()?*+{}", s[i]) != NULL)
			buf_add_char(regex, '\\');
		buf_add(regex, s + i, length);
		p->literal += s[i] != ' ';
	}
	for (size_t i = 0, word; i < n; i += word + 1) {
		for (word = 0; i + word < n && (isalpha((unsigned char)s[i + word]) || (s[i + word] & 0x80) != 0);)
			word++;
		if (word > p->word && strncmp(s + i, "Errno", 5) != 0 && strncmp(s + i, "WinError", 8) != 0)
			p->word = word;
	}
}

/* A group of this name, or the name with a number where it is taken. */
static void
add_group(struct arena *a, struct proposal *p, struct buf *regex, const struct shape_part *part)
{
	const char *name = part->name;
	unsigned number = 2;
	for (size_t i = 0; i < p->count;) {
		bool taken = strcmp(p->groups[i], name) == 0;
		if (taken)
			name = arena_printf(a, "%s%u", part->name, number++);
		i = taken ? 0 : i + 1;
	}
	if (p->count == PROPOSAL_GROUPS) {
		buf_add_string(regex, part->expression);
		return;
	}
	p->groups[p->count] = name;
	p->values[p->count++] = arena_strndup(a, part->text, part->size);
	buf_printf(regex, "(?<%s>%s)", name, part->expression);
}

struct proposal
proposal_of(struct arena *a, const char *message)
{
	const struct shape s = shape_parse(a, message);
	struct proposal p = {.literal = 0};
	struct buf regex = buf_new(a);
	buf_add_char(&regex, '^');
	for (size_t i = 0; i < s.count; i++) {
		if (s.parts[i].name == NULL)
			add_literal(a, &p, &regex, s.parts[i].text, s.parts[i].size);
		else
			add_group(a, &p, &regex, &s.parts[i]);
	}
	if (s.whole)
		buf_add_char(&regex, '$');
	else if (!s.cut)
		buf_add_string(&regex, "\\n");
	p.regex = regex.text;
	return p;
}

struct proposal
proposal_of_shape(struct arena *a, const char *shape)
{
	static const char gap[] = "…";
	struct proposal p = {.literal = 0};
	struct buf regex = buf_new(a);
	buf_add_char(&regex, '^');
	for (const char *at = shape; *at != '\0';) {
		const char *next = strstr(at, gap);
		size_t n = next != NULL ? (size_t)(next - at) : strlen(at);
		add_literal(a, &p, &regex, at, n);
		at += n;
		if (next == NULL)
			continue;
		/* A gap is words, or what stands between quotes: the comma or bracket behind
		 * it ends it, without which the search could go on for ever. */
		char behind = at[strlen(gap)];
		const char *inside = behind == '\0' ? ".+" : strchr(",;()<>[]{}", behind) == NULL ? ".+?" : NULL;
		if (inside == NULL)
			inside = arena_printf(a, behind == ']' ? "[^\\%c]+" : "[^%c]+", behind);
		const struct shape_part part = {"x", 1, "part", inside};
		add_group(a, &p, &regex, &part);
		at += strlen(gap);
	}
	buf_add_char(&regex, '$');
	p.regex = regex.text;
	return p;
}

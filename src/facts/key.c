/* Facts about the group `key`: one that a dictionary did not have. */
#define _GNU_SOURCE
#include <string.h>

#include "base/text.h"
#include "facts/similar.h"
#include "facts/source.h"

/* The nearest text in quotes of the file that serves as a key: before a colon,
 * or in brackets. The failing line's own does not count. */
static struct value
key_similar(struct subject *s)
{
	const char *path = NULL, *text = s->key == NULL ? NULL : source_text(s, &path);
	if (text == NULL)
		return fact_unknown();
	struct similar near = similar_to(s->facts->arena, s->key);
	for (const char *at = text; (at = strpbrk(at, "\"'#")) != NULL;) {
		if (*at == '#') {
			at += strcspn(at, "\n");
			continue;
		}
		char quote = *at;
		size_t size = strcspn(at + 1, quote == '"' ? "\"\n" : "'\n");
		const char *begin = at + 1, *end = begin + size;
		if (*end != quote) {
			at = end;
			continue;
		}
		char before = at > text ? at[-1] : '\0';
		const char *after = end + 1 + strspn(end + 1, " ");
		bool key = *after == ':' || (before == '[' && *after == ']');
		if (key && size > 0 && size < 64 && !(strlen(s->key) == size && memcmp(begin, s->key, size) == 0))
			similar_offer(&near, begin, size);
		at = end + 1;
	}
	return fact_value(near.best == NULL ? NULL : text_safe(s->facts->arena, near.best, 80), path);
}

const struct fact key_facts[] = {
	{"key.similar", key_similar, FACT_HERE},
	{0},
};

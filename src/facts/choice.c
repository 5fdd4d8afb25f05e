/* Facts about the groups `choice`, what was typed, and `choices`, a text that lists
 * what could have been: a usage line, "choose from 'run', 'test'". */
#include <string.h>

#include "base/text.h"
#include "facts/fact.h"
#include "facts/similar.h"

enum { SHOWN = 80 };

static bool
in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
	       c == '.';
}

/* The next word of the text from *at; NULL at its end. */
static const char *
next_word(const char **at, size_t *size)
{
	while (**at != '\0' && !in_word(**at))
		(*at)++;
	const char *word = *at;
	while (in_word(**at))
		(*at)++;
	*size = (size_t)(*at - word);
	return *size > 0 ? word : NULL;
}

static struct value
choice_listed(struct subject *s)
{
	if (s->choice == NULL || s->choices == NULL)
		return fact_unknown();
	size_t size, n = strlen(s->choice);
	const char *at = s->choices, *word;
	bool listed = false;
	while (!listed && (word = next_word(&at, &size)) != NULL)
		listed = size == n && memcmp(word, s->choice, n) == 0;
	return fact_bool(listed, "what was printed");
}

static struct value
choice_similar(struct subject *s)
{
	if (s->choice == NULL || s->choices == NULL)
		return fact_unknown();
	struct similar near = similar_to(s->facts->arena, s->choice);
	size_t size;
	const char *at = s->choices, *word;
	while ((word = next_word(&at, &size)) != NULL)
		similar_offer(&near, word, size);
	return fact_value(near.best == NULL ? NULL : text_safe(s->facts->arena, near.best, SHOWN), "what was printed");
}

const struct fact choice_facts[] = {
	{"choice.similar", choice_similar, FACT_PRINTED},
	{"choice.listed", choice_listed, FACT_PRINTED},
	{0},
};

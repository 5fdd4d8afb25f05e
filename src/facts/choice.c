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

static struct value
choice_similar(struct subject *s)
{
	if (s->choice == NULL || s->choices == NULL)
		return fact_unknown();
	struct similar near = similar_to(s->facts->arena, s->choice);
	for (const char *at = s->choices; *at != '\0';) {
		const char *word = at;
		while (in_word(*at))
			at++;
		if (at == word)
			at++;
		else
			similar_offer(&near, word, (size_t)(at - word));
	}
	return fact_value(near.best == NULL ? NULL : text_safe(s->facts->arena, near.best, SHOWN), "what was printed");
}

const struct fact choice_facts[] = {
	{"choice.similar", choice_similar, true},
	{0},
};

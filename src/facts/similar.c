#define _GNU_SOURCE
#include "facts/similar.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

struct similar
similar_to(struct arena *a, const char *want)
{
	size_t n = strlen(want);
	size_t limit = n <= 2 ? 0 : n < 5 ? 1 : n < 9 ? 2 : 3;
	return (struct similar){a, want, NULL, limit};
}

void
similar_offer(struct similar *s, const char *name, size_t size)
{
	enum { LONGEST = 120 };
	char copy[LONGEST + 1];
	size_t n = strlen(s->want);
	if (size == 0 || size > LONGEST || size > n + s->distance || n > size + s->distance)
		return;
	memcpy(copy, name, size);
	copy[size] = '\0';
	if (strcmp(copy, s->want) == 0)
		return;
	/* Only the case is wrong: as near as can be. */
	size_t distance = strcasecmp(copy, s->want) == 0 ? 0 : text_distance(copy, s->want, s->distance);
	if (distance > s->distance || (s->best != NULL && distance == s->distance))
		return;
	if (distance == 0 && strcasecmp(copy, s->want) != 0)
		return;
	s->best = arena_strdup(s->arena, copy);
	s->distance = distance;
}

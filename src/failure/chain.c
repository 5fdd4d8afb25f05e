/* chain: the sentences between two tracebacks that say how they belong together
 * (PEP 3134). All dressed forms print the same sentences. */
#include <string.h>

#include "failure/parser.h"

static const struct sentence {
	const char *words;
	enum failure_link link;
} sentences[] = {
	{"The above exception was the direct cause of the following exception", LINK_CAUSE},
	{"During handling of the above exception, another exception occurred", LINK_CONTEXT},
};

/* A narrow terminal breaks the sentence at spaces. */
enum { LINES = 8 };

/* How much of `words` the line has; 0 if it goes on otherwise, or ends amid a word. */
static size_t
said(const char *words, const struct line *l)
{
	size_t n = strlen(words);
	if (l->n >= n)
		return memcmp(l->s, words, n) == 0 ? n : 0;
	return l->n > 0 && memcmp(l->s, words, l->n) == 0 && words[l->n] == ' ' ? l->n : 0;
}

size_t
chain_parse(struct scope *s, const struct line *l)
{
	struct line text = line_trim(l);
	if (text.n < 14 || (text.s[0] != 'T' && text.s[0] != 'D'))
		return 0;
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++) {
		const char *left = sentences[i].words;
		struct line m = *l, part = text;
		for (int lines = 0; lines < LINES; lines++) {
			size_t n = said(left, &part);
			left += n;
			if (n == 0 || *left == '\0')
				break;
			left++;
			if (!line_read(&s->view, m.next, &m))
				break;
			part = line_trim(&m);
		}
		if (*left == '\0') {
			s->pending = s->tangled ? LINK_NONE : sentences[i].link;
			return m.next;
		}
	}
	return 0;
}

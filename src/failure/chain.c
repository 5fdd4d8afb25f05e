/* chain: the sentences between two tracebacks that say how they belong together
 * (PEP 3134). All dressed forms print the same sentences. */
#include "failure/parser.h"

size_t
chain_parse(struct scope *s, const struct line *l)
{
	struct line text = line_trim(l);
	if (text.n < 40 || (text.s[0] != 'T' && text.s[0] != 'D'))
		return 0;
	if (line_starts(&text, "The above exception was the direct cause of the following exception"))
		s->pending = LINK_CAUSE;
	else if (line_starts(&text, "During handling of the above exception, another exception occurred"))
		s->pending = LINK_CONTEXT;
	else
		return 0;
	return l->next;
}

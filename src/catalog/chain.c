#include "catalog/chain.h"

static void
chain_add(struct chain *c, size_t limit, const struct failure *f, int parent, int top)
{
	if (f != NULL && c->count < limit)
		c->all[c->count++] = (struct link){f, parent, top};
}

struct chain
chain_of(struct arena *a, const struct failures *f)
{
	enum { TOPS = 64 };
	size_t tops = f->count < TOPS ? f->count : TOPS;
	struct chain c = {arena_array(a, tops * CHAIN_LINKS + 1, sizeof(*c.all)), 0};
	for (size_t i = 0; i < tops; i++) {
		size_t limit = (i + 1) * CHAIN_LINKS;
		size_t next = c.count;
		chain_add(&c, limit, f->all[i], -1, (int)i);
		for (; next < c.count; next++) {
			const struct failure *one = c.all[next].failure;
			chain_add(&c, limit, one->cause, (int)next, (int)i);
			for (struct failure **m = one->members; m != NULL && *m != NULL; m++)
				chain_add(&c, limit, *m, (int)next, (int)i);
		}
	}
	return c;
}

int
chain_find(const struct chain *c, const struct failure *f)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->all[i].failure == f)
			return (int)i;
	return -1;
}

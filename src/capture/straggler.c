#include "capture/straggler.h"

#include <unistd.h>

enum { FLOWS = 3 };

/* Nothing of ours may hold what no flow needs. */
static void
close_standard(const struct flow *flows, size_t count)
{
	for (int fd = 0; fd <= 2; fd++) {
		bool used = false;
		for (size_t i = 0; i < count; i++)
			used = used || (flows[i].from >= 0 && flows[i].to == fd);
		if (!used)
			close(fd);
	}
}

void
straggler_serve(struct flow *flows, size_t count)
{
	setsid(); /* not of our job any more: no key ends it */
	close_standard(flows, count);
	for (;;) {
		struct pollfd on[FLOWS];
		bool more = false, open = false;
		for (size_t i = 0; i < count && i < FLOWS; i++) {
			struct flow *f = &flows[i];
			f->heard = NULL;
			more |= flow_move(f);
			if (f->to < 0)
				flow_close(f);
			open = open || f->from >= 0 || flow_waits(f);
			on[i] = flow_awaits(f);
		}
		if (!open)
			_exit(0);
		poll(on, count < FLOWS ? (nfds_t)count : FLOWS, more ? 0 : -1);
	}
}

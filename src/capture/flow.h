/* flow: bytes from one descriptor to another, none lost, none added, without ever
 * waiting: what cannot be written yet is kept (64 KiB) and nothing more is read. */
#ifndef REMEDY_CAPTURE_FLOW_H
#define REMEDY_CAPTURE_FLOW_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef void flow_listener(void *of, int stream, const char *bytes, size_t n);

struct flow {
	int from;    /* non-blocking; -1: it has ended */
	int to;      /* -1: broken */
	int stream;  /* 0: a terminal's both, 1: stdout, 2: stderr */
	bool socket; /* `to` is one */
	bool own;    /* `to` was opened by this flow */
	bool quick;  /* writing to it never waits */
	bool lent;   /* `from` is not this flow's to close */
	int error;   /* errno of the write that broke it; 0 */
	char *bytes; /* read, not written yet: [at, size) */
	size_t at, size;
	flow_listener *heard; /* of all that is read; may be NULL */
	void *of;
};

/* A flow that owns `from` and ends at a descriptor that others have too, so that
 * its flags are left alone. */
struct flow flow_new(struct arena *a, int from, int to, int stream);
/* A flow between two descriptors that are non-blocking, neither of them its own. */
struct flow flow_between(struct arena *a, int from, int to);
/* Moves what can be moved, a few megabytes at most: true if there may be more. */
bool flow_move(struct flow *f);
/* Something read waits to be written. */
bool flow_waits(const struct flow *f);
/* What has to come, for poll, before there is something to move. */
struct pollfd flow_awaits(const struct flow *f);
void flow_close(struct flow *f);

#endif

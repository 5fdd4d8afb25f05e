#include "capture/flow.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	ROOM = 64 * 1024,
	ROUNDS = 64,
	AT_ONCE = 4096, /* what a pipe takes without waiting, once poll says that it takes anything */
};

/* A description of our own of the same pipe or terminal can be non-blocking. */
static int
open_again(int fd)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

struct flow
flow_new(struct arena *a, int from, int to, int stream)
{
	struct flow f = {.from = from, .to = to, .stream = stream, .bytes = arena_alloc(a, ROOM)};
	struct stat st;
	if (fstat(to, &st) != 0)
		return f;
	f.socket = S_ISSOCK(st.st_mode);
	if (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode)) {
		int own = open_again(to);
		f.own = f.quick = own >= 0;
		f.to = f.own ? own : to;
	}
	return f;
}

struct flow
flow_between(struct arena *a, int from, int to)
{
	return (struct flow){.from = from, .to = to, .quick = true, .lent = true, .bytes = arena_alloc(a, ROOM)};
}

bool
flow_waits(const struct flow *f)
{
	return f->at < f->size;
}

struct pollfd
flow_awaits(const struct flow *f)
{
	bool waits = flow_waits(f);
	return (struct pollfd){.fd = waits ? f->to : f->from, .events = waits ? POLLOUT : POLLIN};
}

static void
flow_end(struct flow *f)
{
	if (f->from >= 0 && !f->lent)
		close(f->from);
	f->from = -1;
}

static void
flow_break(struct flow *f, int error)
{
	f->error = error;
	if (f->own)
		close(f->to);
	f->to = -1;
	f->at = f->size = 0;
	/* The writer is to notice, as it would have. A terminal's pty is read on:
	 * it has an end of its own. */
	if (f->stream != 0)
		flow_end(f);
}

static ssize_t
write_some(const struct flow *f, const char *bytes, size_t n)
{
	if (f->socket)
		return send(f->to, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (f->quick)
		return write(f->to, bytes, n);
	struct pollfd on = {.fd = f->to, .events = POLLOUT};
	if (poll(&on, 1, 0) == 0) {
		errno = EAGAIN;
		return -1;
	}
	return write(f->to, bytes, n < AT_ONCE ? n : AT_ONCE);
}

/* False if nothing could be written. */
static bool
flow_write(struct flow *f)
{
	if (f->to < 0)
		f->at = f->size;
	if (f->at == f->size)
		return false;
	ssize_t n;
	do
		n = write_some(f, f->bytes + f->at, f->size - f->at);
	while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return false;
	if (n < 0)
		flow_break(f, errno);
	else
		f->at += (size_t)n;
	return true;
}

/* Whatever one read gives, as far as there is room. False if nothing came. */
static bool
flow_read(struct flow *f)
{
	if (f->at == f->size)
		f->at = f->size = 0;
	if (f->from < 0 || f->size == ROOM)
		return false;
	ssize_t n;
	do
		n = read(f->from, f->bytes + f->size, ROOM - f->size);
	while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return false;
	if (n <= 0) { /* EIO: no one has the pty open any more */
		flow_end(f);
		return true;
	}
	if (f->heard != NULL)
		f->heard(f->of, f->stream, f->bytes + f->size, (size_t)n);
	f->size += (size_t)n;
	return true;
}

bool
flow_move(struct flow *f)
{
	/* Written at once, so that reader and writer work while we do. */
	for (int i = 0; i < ROUNDS; i++) {
		bool read = flow_read(f);
		bool written = flow_write(f);
		if (!read && !written)
			return false;
	}
	return true;
}

void
flow_close(struct flow *f)
{
	flow_end(f);
	if (f->own && f->to >= 0)
		close(f->to);
	f->to = -1;
}

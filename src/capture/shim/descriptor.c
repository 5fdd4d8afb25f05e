/* Watched, not recorded: what may put another file on descriptor 1 or 2. Calls
 * that libc makes by itself are not seen here, but what is known of a
 * descriptor is believed for some 50 µs only. */
#include <stdio.h>
#include <unistd.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"

static int
result(long r)
{
	if (r >= 0)
		return (int)r;
	shim_errno_set((int)-r);
	return -1;
}

EXPORT int
dup2(int from, int to)
{
	__typeof__(&dup2) next = NEXT(dup2);
	int r = next != NULL ? next(from, to) : result(kernel_call(SYS_dup3, from, to, 0, 0, 0, 0));
	tee_forget(to);
	return r;
}

EXPORT int
dup3(int from, int to, int flags)
{
	__typeof__(&dup3) next = NEXT(dup3);
	int r = next != NULL ? next(from, to, flags) : result(kernel_call(SYS_dup3, from, to, flags, 0, 0, 0));
	tee_forget(to);
	return r;
}

EXPORT int
close(int fd)
{
	__typeof__(&close) next = NEXT(close);
	int r = next != NULL ? next(fd) : result(kernel_call(SYS_close, fd, 0, 0, 0, 0, 0));
	tee_forget(fd);
	return r;
}

EXPORT int
close_range(unsigned first, unsigned last, int flags)
{
	__typeof__(&close_range) next = NEXT(close_range);
	int r = next != NULL ? next(first, last, flags)
			     : result(kernel_call(SYS_close_range, first, last, flags, 0, 0, 0));
	tee_forget(1);
	tee_forget(2);
	return r;
}

EXPORT FILE *
freopen(const char *path, const char *mode, FILE *f)
{
	__typeof__(&freopen) next = NEXT(freopen);
	FILE *r = next != NULL ? next(path, mode, f) : NULL;
	tee_forget(1);
	tee_forget(2);
	return r;
}

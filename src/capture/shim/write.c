/* write and writev: what Python 3, Rust, Java, Perl and dash print with. */
#include <sys/uio.h>
#include <unistd.h>

#include "capture/shim/kernel.h"
#include "capture/shim/shim.h"

static ssize_t
result(long r)
{
	if (r >= 0)
		return (ssize_t)r;
	shim_errno_set((int)-r);
	return -1;
}

EXPORT ssize_t
write(int fd, const void *bytes, size_t n)
{
	__typeof__(&write) next = NEXT(write);
	ssize_t written =
		next != NULL ? next(fd, bytes, n) : result(kernel_call(SYS_write, fd, (long)bytes, (long)n, 0, 0, 0));
	if (written > 0)
		tee_text(fd, bytes, (size_t)written);
	return written;
}

EXPORT ssize_t
writev(int fd, const struct iovec *pieces, int count)
{
	__typeof__(&writev) next = NEXT(writev);
	ssize_t written = next != NULL ? next(fd, pieces, count)
				       : result(kernel_call(SYS_writev, fd, (long)pieces, count, 0, 0, 0));
	size_t left = written > 0 ? (size_t)written : 0;
	for (int i = 0; left > 0 && i < count; i++) {
		size_t n = pieces[i].iov_len < left ? pieces[i].iov_len : left;
		if (n > 0)
			tee_text(fd, pieces[i].iov_base, n);
		left -= n;
	}
	return written;
}

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int
main(void)
{
	if (write(2, "write\n", 6) != 6)
		return 3;
	fprintf(stderr, "fprintf %d\n", 1);
	fputs("fputs\n", stderr);
	errno = ENOENT;
	perror("perror");
	return write(-1, "x", 1) == -1 && errno == EBADF ? 7 : 4;
}

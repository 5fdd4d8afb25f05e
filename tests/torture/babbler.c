/* babbler SEED: a program that does at random what programs do with stderr, the
 * same for the same seed. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char text[70000];
static unsigned state;
static const char *volatile nowhere;

static unsigned
below(unsigned limit)
{
	return (unsigned)rand_r(&state) % limit;
}

static void
say(size_t n)
{
	unsigned start = below(64);
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(' ' + (start + i) % 90);
	if (n > 0 && below(3) > 0)
		text[n - 1] = '\n';
	text[n] = '\0';
}

static void
all(size_t n)
{
	for (size_t at = 0; at < n;) {
		ssize_t written = write(2, text + at, n - at);
		if (written < 0)
			return;
		at += (size_t)written;
	}
}

static void
step(int depth)
{
	size_t n = below(5) == 0 ? below(sizeof(text) - 1) : below(200);
	say(n);
	struct iovec parts[3] = {{text, n / 3}, {text + n / 3, n / 3}, {text + 2 * (n / 3), n - 2 * (n / 3)}};
	int saved;
	pid_t child;
	switch (below(14)) {
	case 0:
	case 1:
		all(n);
		break;
	case 2:
		if (writev(2, parts, 3) < 0)
			exit(9);
		break;
	case 3:
		fprintf(stderr, "%s|%d|%5.2f|%s", text, (int)n, (double)n / 7, n % 2 ? "odd" : "even");
		break;
	case 4:
		fputs(text, stderr);
		break;
	case 5:
		fwrite(text, 1, n, stderr);
		break;
	case 6:
		fputc(text[0], stderr);
		putc('\n', stderr);
		break;
	case 7:
		errno = ENOENT;
		perror("babbler");
		break;
	case 8: /* moved away and back */
		saved = dup(2);
		close(2);
		if (write(2, "lost", 4) != -1 || errno != EBADF)
			exit(8);
		dup2(saved, 2);
		close(saved);
		all(below(50));
		break;
	case 9: /* elsewhere for a while */
		saved = dup(2);
		child = open("/dev/null", O_WRONLY);
		dup2(child, 2);
		close(child);
		all(n);
		dup2(saved, 2);
		close(saved);
		break;
	case 10:
		fflush(stderr);
		if (depth < 2 && (child = fork()) == 0) {
			for (unsigned i = below(4); i > 0; i--)
				step(depth + 1);
			_exit(0);
		} else if (depth < 2) {
			waitpid(child, NULL, 0);
		}
		break;
	case 11: /* as a buffered stream */
		setvbuf(stderr, NULL, below(2) ? _IOLBF : _IONBF, 0);
		fputs(text, stderr);
		fflush(stderr);
		break;
	case 12:
		dprintf(2, "%.*s\n", (int)(n % 100), text);
		break;
	default: /* an error is the program's to see */
		if (write(2, nowhere, 10) != -1 || errno != EFAULT)
			exit(7);
	}
}

int
main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	state = (unsigned)atoi(argv[1]);
	for (unsigned i = below(12); i > 0; i--)
		step(0);
	return (int)below(3);
}

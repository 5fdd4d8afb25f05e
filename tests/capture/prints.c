/* Prints one line by each way that C code has, to stderr. */
#include <err.h>
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static void
by_vfprintf(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	va_start(args, format);
	vdprintf(2, format, args);
	va_end(args);
}

int
main(int argc, char **argv)
{
	(void)argv;
	char word[2048];
	memset(word, 'w', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	struct iovec pieces[] = {{(void *)"writev one, ", 12}, {(void *)"", 0}, {(void *)"two\n", 4}};
	if (write(2, "write\n", 6) != 6 || writev(2, pieces, 3) != 16)
		return 3;
	fputs("fputs\n", stderr);
	fputs_unlocked("fputs_unlocked\n", stderr);
	fwrite("fwrite\n", 1, 7, stderr);
	fwrite_unlocked("fwrite_unlocked\n", 1, 16, stderr);
	for (const char *p = "fputc\n"; *p != '\0'; p++)
		fputc(*p, stderr);
	for (const char *p = "putc\n"; *p != '\0'; p++)
		putc(*p, stderr);
	for (const char *p = "putc_unlocked\n"; *p != '\0'; p++)
		putc_unlocked(*p, stderr);
	fprintf(stderr, "fprintf %d\n", argc);
	fprintf(stderr, "long %s\n", word);
	by_vfprintf("vfprintf %d %s\n", argc, "twice");
	dprintf(2, "dprintf %.2f\n", argc * 1.5);
	errno = ENOENT;
	perror("perror");
	errno = EACCES;
	perror("");
	errno = ENOENT;
	warn("warn %d", argc);
	warnx("warnx %d", argc);
	error(0, 0, "error %d", argc);
	error(0, ENOENT, "error %s", "with errno");
	error_at_line(0, 0, "file.c", 7, "error_at_line");
	errno = EPERM;
	fprintf(stderr, "%m\n");
	if (errno != EPERM)
		return 4;
	errno = ENOENT;
	err(5, "err");
}
